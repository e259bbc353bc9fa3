package dev.renditions.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.RenditionScene;
import dev.renditions.kind.Plan;
import dev.renditions.testing.Cases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Base layers that can be shown by themselves are used; others are refused, since their colors can't be converted. */
class DolbyVisionIT extends RenditionScene {
    private static final Path FILE = Path.of("dv5.mp4");

    @ParameterizedTest
    @ValueSource(strings = {"poster", "storyboard", "preview", "mp4-360p", "hevc-720p", "hls"})
    void profile5IsRefusedWithItsReason(String profile) {
        Path source = Cases.fileOrSkip(FILE.toString());

        assertThat(plan(source, profile))
                .isInstanceOfSatisfying(
                        Plan.Unusable.class,
                        unusable -> assertThat(unusable.stream().reason())
                                .isEqualTo("Dolby Vision profile 5 is not supported: its colors can't be converted"));
    }

    @Test
    void audioOfProfile5IsMade() throws IOException {
        Path source = Cases.fileOrSkip(FILE.toString());

        assertThat(make(source, "audio-aac").media().mainAudio()).isPresent();
    }

    @ParameterizedTest(name = "profile {0}, compatibility {1}")
    @CsvSource({"8, 1", "8, 4", "8, 2", "7, 6", "9, 2", "4, 0", "10, 1"})
    void compatibleBaseLayersAreUsed(int profile, int compatibility) throws IOException {
        assertThat(make(with(profile, compatibility), "poster").picture()).isNotEmptyFile();
    }

    @ParameterizedTest(name = "profile {0}, compatibility {1}")
    @CsvSource({"5, 0", "10, 0", "20, 0"})
    void otherBaseLayersAreRefused(int profile, int compatibility) throws IOException {
        Path source = with(profile, compatibility);

        assertThat(plan(source, "poster")).isInstanceOf(Plan.Unusable.class);
    }

    /** The case with another record: version, then profile (7 bits), level (6), layers present (3), compatibility (4). */
    private Path with(int profile, int compatibility) throws IOException {
        byte[] bytes = Files.readAllBytes(Cases.fileOrSkip(FILE.toString()));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int record = Math.max(text.indexOf("dvcC"), text.indexOf("dvvC")) + 4;
        bytes[record + 2] = (byte) (profile << 1);
        bytes[record + 4] = (byte) (compatibility << 4);
        return Files.write(folder.resolve("source"), bytes);
    }
}
