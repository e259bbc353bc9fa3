package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Step;
import dev.renditions.api.Transcoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void partsFollowOneAnotherAndNeverReachTheEnd() {
        List<Double> told = new ArrayList<>();
        Transcoder.Progress whole = step -> told.add(step.fraction());
        List<Share> parts = new ArrayList<>(List.of(Share.ofMeasuring(whole)));
        for (int tried = 0; tried < 4; tried++) {
            parts.add(Share.ofTry(tried, whole));
        }
        for (Share part : parts) {
            part.at(Step.at(0));
            part.at(Step.at(0.5));
            part.at(Step.at(1));
        }
        assertThat(told).isSorted().startsWith(0.0, 0.15).allMatch(fraction -> fraction < 1);
    }
}
