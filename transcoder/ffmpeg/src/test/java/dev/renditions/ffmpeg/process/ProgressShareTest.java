package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Transcoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressShareTest {
    @Test
    void partsFollowOneAnotherAndNeverReachTheEnd() {
        List<Double> reported = new ArrayList<>();
        Transcoder.Progress whole = step -> reported.add(step.fraction());
        List<ProgressShare> parts = new ArrayList<>(List.of(ProgressShare.ofMeasuring(whole)));
        for (int tried = 0; tried < 4; tried++) {
            parts.add(ProgressShare.ofAttempt(tried, whole));
        }
        for (ProgressShare part : parts) {
            part.at(EncodeProgress.at(0));
            part.at(EncodeProgress.at(0.5));
            part.at(EncodeProgress.at(1));
        }
        assertThat(reported).isSorted().startsWith(0.0, 0.15).allMatch(fraction -> fraction < 1);
    }
}
