package dev.renditions.kind.video;

import static dev.renditions.kind.video.CopyScene.MP4;
import static dev.renditions.kind.video.CopyScene.SOUND;
import static dev.renditions.kind.video.CopyScene.media;
import static dev.renditions.kind.video.CopyScene.pictureCopied;
import static dev.renditions.kind.video.CopyScene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.Bursts;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When video is copied. Each test changes one property of a source that is copied. */
final class CopiedVideoTest {
    @ParameterizedTest
    @CsvSource({
        "High, true",
        "Main, true",
        "Constrained Baseline, true",
        "High 10, false",
        "'High 4:4:4 Predictive', false",
        "'', false"
    })
    void profilesThatPhonesPlayAreCopied(String profile, boolean copied) {
        CopyScene.Film film = new CopyScene.Film();
        film.coding = new Coding(profile, 31, 2500);
        assertThat(pictureCopied(film)).isEqualTo(copied);
    }

    @ParameterizedTest
    @CsvSource({"31, true", "42, true", "50, false", "51, false", "0, false"})
    void levelIsLimited(int level, boolean copied) {
        CopyScene.Film film = new CopyScene.Film();
        film.coding = new Coding("High", level, 2500);
        assertThat(pictureCopied(film)).isEqualTo(copied);
    }

    /** The encoder states the level of its shortest frames. */
    @Test
    void videoOfVariableRateMayHaveTheLevelOfItsShortestFrames() {
        CopyScene.Film film = new CopyScene.Film();
        film.coding = new Coding("High", 50, 2500);
        CopyScene.Packets packets = new CopyScene.Packets();
        packets.shortestFrame = Duration.ofNanos(1_000_000_000 / 120);
        assertThat(plan(media(film, SOUND), packets).copiesPicture())
                .as("4.2 holds 720p of 120")
                .isFalse();
        packets.shortestFrame = Duration.ofNanos(1_000_000_000 / 150);
        assertThat(plan(media(film, SOUND), packets).copiesPicture()).isTrue();
        packets.shortestFrame = Duration.ofNanos(1);
        film.coding = new Coding("High", 52, 2500);
        assertThat(plan(media(film, SOUND), packets).copiesPicture()).isFalse();
    }

    /** For a single frame it may be a hundred times the rate. Some headers state the maximum instead of the average. */
    @Test
    void bitRateInTheHeaderIsIgnored() {
        CopyScene.Film film = new CopyScene.Film();
        film.coding = new Coding("High", 31, 60_000);
        assertThat(pictureCopied(film)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1280, 720, UPRIGHT, true",
        "1282, 722, UPRIGHT, false",
        "1281, 719, UPRIGHT, false",
        "1280, 720, TURNED_180, false",
        "1280, 720, TURNED_90, false",
        "1280, 720, MIRRORED, false",
        "1280, 720, FLIPPED, false",
        "1280, 720, OBLIQUE, false",
        "321, 181, UPRIGHT, false",
    })
    void onlyUprightVideoOfTheSizeIsCopied(int width, int height, Orientation orientation, boolean copied) {
        CopyScene.Film film = new CopyScene.Film();
        film.size = new Size(width, height);
        film.orientation = orientation;
        assertThat(pictureCopied(film)).isEqualTo(copied);
    }

    @Test
    void onlySquarePixelsAreCopied() {
        CopyScene.Film film = new CopyScene.Film();
        film.displayed = Optional.of(new Size(960, 720));
        assertThat(pictureCopied(film)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"25, true", "59.94, true", "60.01, true", "60.1, false", "120, false"})
    void frameRateOfThePacketsIsLimited(double rate, boolean copied) {
        CopyScene.Packets packets = new CopyScene.Packets();
        packets.frameRate = rate;
        assertThat(pictureCopied(packets)).isEqualTo(copied);
    }

    @Test
    void wrongFrameRateInTheHeaderIsIgnored() {
        CopyScene.Film film = new CopyScene.Film();
        film.rate = Optional.of(62.0);
        assertThat(pictureCopied(film)).isTrue();
        film.rate = Optional.empty();
        assertThat(pictureCopied(film)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yuv422p", "yuv420p10le", "yuvj420p", "yuv444p", ""})
    void otherPixelFormatsAreEncoded(String pixels) {
        CopyScene.Film film = new CopyScene.Film();
        film.pixels = pixels;
        assertThat(pictureCopied(film)).isFalse();
    }

    @Test
    void hdrFullRangeAndInterlacedVideoIsEncoded() {
        CopyScene.Film hdr = new CopyScene.Film();
        hdr.color = Media.PQ;
        assertThat(pictureCopied(hdr)).isFalse();
        CopyScene.Film full = new CopyScene.Film();
        full.color = new Color("bt709", "bt709", "bt709", "pc");
        assertThat(pictureCopied(full)).isFalse();
        CopyScene.Film fields = new CopyScene.Film();
        fields.interlaced = true;
        assertThat(pictureCopied(fields)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // A fifth more than the encoder's buffer of 6000 kbit.
        "6000, true",
        "7200, true",
        "7201, false",
    })
    void burstsMustFitTheBufferOfTheEncoder(long kilobits, boolean copied) {
        CopyScene.Packets packets = new CopyScene.Packets();
        packets.bursts = new Bursts(Map.of(MP4.video().maxRateKbps(), kilobits * 1000));
        assertThat(pictureCopied(packets)).isEqualTo(copied);
    }

    @Test
    void burstsThatWereNotMeasuredAtTheRateDoNotFit() {
        CopyScene.Packets packets = new CopyScene.Packets();
        packets.bursts = new Bursts(Map.of(MP4.video().maxRateKbps() + 1, 1L));
        assertThat(pictureCopied(packets)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // A GOP may have one frame more than planned, by time or by number at 25 frames a second.
        "2000, 50, true",
        "2040, 51, true",
        "2040, 500, true",
        "2041, 52, false",
        "3000, 51, true",
        "500, 13, true",
    })
    void keyFramesMustBeCloseEnough(long millis, int frames, boolean copied) {
        CopyScene.Packets packets = new CopyScene.Packets();
        packets.longestGop = Duration.ofMillis(millis);
        packets.mostGopFrames = frames;
        assertThat(pictureCopied(packets)).isEqualTo(copied);
    }

    @Test
    void hiddenPacketsAndOpenGopsAreEncoded() {
        CopyScene.Packets hidden = new CopyScene.Packets();
        hidden.whole = false;
        assertThat(pictureCopied(hidden)).isFalse();
        CopyScene.Packets open = new CopyScene.Packets();
        open.closed = false;
        assertThat(pictureCopied(open)).isFalse();
    }
}
