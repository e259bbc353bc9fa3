package dev.renditions.ffmpeg.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.process.Meter;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.testing.RealMedia;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio profiles reach their loudness with every source, measured on their outputs. */
@Timeout(180)
class LoudnessIT extends LoudnessScene {
    private static final String LOUD = "clip(1.6*(0.5*sin(2*PI*110*t)+0.4*sin(2*PI*277*t)*(0.5+0.5*sin(2*PI*2*t))"
            + "+0.3*sin(2*PI*1870*t)+0.2*random(0)-0.1),-1,1)";

    static List<Arguments> kinds() {
        return List.of(
                Arguments.of(
                        "quiet speech, mono",
                        "-f lavfi -i anoisesrc=color=pink:sample_rate=44100:duration=8:seed=1"
                                + " -af volume=-22dB,tremolo=f=4:d=0.9 -c:a pcm_s16le -f wav"),
                Arguments.of(
                        "loud and clipped",
                        "-f lavfi -i aevalsrc=exprs='" + LOUD + "|0.7*" + LOUD + "':s=44100:d=8 -c:a pcm_s16le -f wav"),
                Arguments.of(
                        "sine with peaks",
                        "-f lavfi -i aevalsrc=exprs='0.03*sin(2*PI*440*t)"
                                + "+if(lt(mod(t,2),0.004),0.9*sin(2*PI*1000*t),0)':s=48000:d=8 -f wav"),
                Arguments.of(
                        "drums",
                        "-f lavfi -i aevalsrc=exprs='0.95*exp(-30*mod(t,0.5))*(0.5*sin(2*PI*90*t)+random(0)-0.5)"
                                + "|0.95*exp(-25*mod(t+0.25,0.5))*(0.5*sin(2*PI*120*t)+random(1)-0.5)'"
                                + ":s=44100:d=8 -f wav"),
                Arguments.of(
                        "5.1",
                        "-f lavfi -i anoisesrc=color=pink:duration=6:seed=3 -af"
                                + " pan=5.1|FL=0.3*c0|FR=0.3*c0|FC=c0|LFE=2*c0|BL=0.2*c0|BR=0.2*c0 -c:a ac3 -f ac3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyCodecReachesTheLoudnessAndStaysBelowThePeak(String name, String arguments) {
        Path source = TestMedia.make(folder.resolve("source"), arguments);
        made(source).forEach((profile, file) -> {
            LoudnessMeasurement measured = printed(name, profile, file);
            assertThat(measured.integratedLufs()).as(profile).isCloseTo(-16, within(0.5));
            assertThat(measured.truePeakDb()).as(profile).isLessThanOrEqualTo(-1.5);
        });
    }

    @Test
    void silenceStaysSilent() {
        Path source = TestMedia.make(folder.resolve("source"), "-f lavfi -i anullsrc=r=48000:cl=stereo -t 2 -f wav");
        made(source)
                .forEach((profile, file) -> assertThat(
                                printed("silence", profile, file).truePeakDb())
                        .isLessThan(-80));
    }

    @Test
    void hissIsAmplifiedByThirtyDecibelsAtMost() {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i anoisesrc=color=white:duration=3:seed=5:amplitude=0.0008 -c:a pcm_s24le -f wav");
        double before = Meter.loudness(source).integratedLufs();
        made(source)
                .forEach((profile, file) -> assertThat(
                                printed("hiss", profile, file).integratedLufs())
                        .isLessThanOrEqualTo(before + 30.5)
                        .isLessThan(-20));
    }

    @ParameterizedTest(name = "{0} s at {1} of full scale")
    @CsvSource({"0.2, 0.1, -20", "0.2, 1, -1.5", "0.05, 0.1, -20"})
    void audioTooShortToMeasureChangesOnlyInItsPeaks(double seconds, double amplitude, double peak) {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i aevalsrc=exprs=" + amplitude + "*sin(2*PI*1000*t):s=48000:d=" + seconds + " -f wav");
        made(source)
                .forEach((profile, file) -> assertThat(
                                printed(seconds + " s", profile, file).truePeakDb())
                        .isBetween(peak - 3, Math.min(-1.5, peak + 1.5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flower.mp4",
                "flower.webm",
                "friday.mp4",
                "stream-of-water.webm",
                "t-rex-roar.mp3",
                "sample_with_srt.mkv",
                "sample_rotate_and_reflect.mp4",
                "bear_with_picture.flac",
                "hlg10-color-test.mp4"
            })
    void realMediaReachTheLoudnessUnlessSilent(String name) {
        Path source = RealMedia.fileOrSkip(name);
        LoudnessMeasurement before = printed(name, "source", source);
        made(source).forEach((profile, file) -> {
            LoudnessMeasurement measured = printed(name, profile, file);
            assertThat(measured.truePeakDb()).as(profile).isLessThanOrEqualTo(-1.5);
            assertThat(measured.audible()).isEqualTo(before.audible());
            if (before.audible()) {
                double reached = Math.min(-16, before.integratedLufs() + LoudnessPlan.MOST_GAIN);
                assertThat(measured.integratedLufs()).as(profile).isCloseTo(reached, within(0.5));
            }
        });
    }

    private static LoudnessMeasurement printed(String name, String profile, Path file) {
        LoudnessMeasurement measured = Meter.loudness(file);
        System.out.printf(
                "loudness | %-28s | %-10s | %6.1f LUFS | %6.1f dBTP%n",
                name, profile, measured.integratedLufs(), measured.truePeakDb());
        return measured;
    }
}
