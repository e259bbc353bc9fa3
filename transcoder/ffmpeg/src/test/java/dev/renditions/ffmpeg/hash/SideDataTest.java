package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SideDataTest {
    @Test
    void kindsThatChangeWhatIsShownAreHashedInOneOrder() {
        List<String> crop = List.of("side_datum/frame_cropping:side_data_type=Frame Cropping", "crop_top=1");
        List<String> light = List.of("side_data_type=Content light level metadata", "max_content=1000");

        SideData one = SideData.of(List.of(crop.get(0), crop.get(1), light.get(0), light.get(1)));

        assertThat(one.hashed()).containsExactly(String.join("|", light), String.join("|", crop));
        assertThat(one.complete()).isTrue();
        assertThat(SideData.of(List.of(light.get(0), light.get(1), crop.get(0), crop.get(1))))
                .isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CPB properties", "Replay Gain", "MPEGTS Stream ID"})
    void unusedKindsAreIgnored(String type) {
        assertThat(SideData.of(List.of("side_data_type=" + type, "value=1"))).isEqualTo(SideData.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Palette", "New Extradata", "Param Change", "Matroska BlockAdditional", "unknown", ""})
    void kindsThatAreNotPrintedMakeItIncomplete(String type) {
        assertThat(SideData.of(List.of("side_data_type=" + type, "value=1")).complete())
                .isFalse();
    }

    @Test
    void aKindWithoutValuesIsIncomplete() {
        assertThat(SideData.of(List.of("side_data_type=Skip Samples")).complete())
                .isFalse();
    }

    @Test
    void fieldsWithoutATypeAreIncomplete() {
        assertThat(SideData.of(List.of("value=1")).complete()).isFalse();
    }
}
