package dev.renditions.kind.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.AudioRecipe.Silence;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.media.SourceClock;
import dev.renditions.media.Span;
import dev.renditions.media.UndecodableStream;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All audio of a source is in a package, each in the encodings of the profile that it can have. */
final class SoundTracksTest {
    private static final AudioSettings AAC = new AudioSettings(AudioCodec.AAC, 128, 2, 48_000);
    private static final AudioSettings AAC_51 = new AudioSettings(AudioCodec.AAC, 320, 6, 48_000);
    private static final AudioSettings DOLBY = new AudioSettings(AudioCodec.EAC3, 192, 2, 48_000);
    private static final AudioSettings DOLBY_51 = new AudioSettings(AudioCodec.EAC3, 384, 6, 48_000);

    @Test
    void allAudioIsInAPackageTheMainOneFirst() {
        StreamingPlan plan =
                plan(List.of(sound(1, 2, "en"), sound(2, 2, "de"), main(3, 2, "fr"), sound(4, 2, "en")), List.of(AAC));

        assertThat(plan.sounds()).extracting(sound -> sound.streams().get(0)).containsExactly(3, 1, 2, 4);
        assertThat(plan.streams()).containsExactly(0, 3, 1, 2, 4);
        assertThat(plan.dispensable()).containsExactly(1, 2, 4);
        assertThat(plan.tracks()).extracting(TrackRecipe::streams).hasSize(5).doesNotHaveDuplicates();
        assertThat(plan.summary())
                .isEqualTo("encode to 1280x720, 4 audio tracks (fr aac 2, en aac 2, de aac 2, en aac 2 channels)");
    }

    @Test
    void oneSoundIsAsItAlwaysWas() {
        StreamingPlan plan = plan(List.of(main(1, 6, "en")), List.of(AAC));

        assertThat(plan.summary()).isEqualTo("encode to 1280x720, 2 channels");
        assertThat(plan.dispensable()).isEmpty();
        assertThat(plan.omissions()).isEmpty();
    }

    @Test
    void audioOfASourceThatNeverEndsIsLimited() {
        List<AudioStream> many =
                IntStream.rangeClosed(1, 20).mapToObj(i -> sound(i, 2, "")).toList();

        assertThat(plan(many, List.of(AAC)).sounds()).hasSize(MediaInfo.MOST_SOUNDS);
    }

    /** Channels of two sounds, and what becomes of each. */
    @ParameterizedTest
    @CsvSource({
        "2, 2, aac2 aac2",
        "6, 2, aac2 eac36 aac2 eac32",
        "2, 8, aac2 eac32 aac2 eac36",
        "6, 1, aac2 eac36 aac1 eac31",
        "5, 16, aac2 aac2",
        "0, 6, aac2 eac32 aac2 eac36"
    })
    void surroundIsMadeOfSurroundAndAllAudioHasItsCodec(int first, int second, String expected) {
        StreamingPlan plan = plan(List.of(main(1, first, "en"), sound(2, second, "de")), List.of(AAC, DOLBY_51));

        assertThat(plan.sounds())
                .extracting(sound -> sound.sound().settings().codec().toString()
                        + sound.sound().channels())
                .containsExactly(expected.split(" "));
    }

    @Test
    void stereoInTheCodecOfSurroundHasHalfItsRate() {
        StreamingPlan plan = plan(List.of(main(1, 6, "en"), sound(2, 2, "de")), List.of(AAC, DOLBY_51));

        assertThat(plan.sounds())
                .extracting(sound -> sound.sound().settings().bitRateKbps())
                .containsExactly(128, 384, 128, 192);
        assertThat(plan.cost().bytes()).as("all audio counts").isEqualTo((long)
                ((3000 + 128 + 384 + 128 + 192) * 125 * 0.5 * 10));
    }

    @Test
    void stereoOfTheProfileServesAudioThatIsNotSurround() {
        StreamingPlan plan = plan(List.of(main(1, 6, "en"), sound(2, 2, "de")), List.of(AAC, AAC_51, DOLBY, DOLBY_51));

        assertThat(plan.sounds())
                .extracting(sound -> sound.sound().settings())
                .containsExactly(AAC, AAC_51, DOLBY, DOLBY_51, AAC, DOLBY);
    }

    @Test
    void videoAndMainAudioDecideTheLength() {
        StreamingPlan plan = plan(List.of(main(1, 2, "en"), until(2, 4), until(3, 30), untimed(4)), List.of(AAC));

        assertThat(plan.duration()).contains(Duration.ofSeconds(10));
        assertThat(plan.sounds().subList(1, 4))
                .extracting(sound -> sound.silence())
                .containsExactly(
                        silence(Duration.ofMillis(6_200)),
                        silence(Duration.ofMillis(200)),
                        silence(Duration.ofSeconds(10)));
    }

    @Test
    void clipHasTheAudioThatIsHeardInIt() {
        Clip clip = new Clip(Duration.ofSeconds(5), Duration.ofSeconds(2));
        StreamingPlan plan = plan(
                media(List.of(main(1, 2, "en"), until(2, 4), until(3, 9)), List.of()),
                profile(List.of(AAC), new Edits(Optional.of(clip), Optional.empty(), List.of()), false));

        assertThat(plan.sounds()).extracting(sound -> sound.streams().get(0)).containsExactly(1, 3);
        assertThat(plan.sounds()).allSatisfy(sound -> assertThat(sound.clip()).contains(clip));
    }

    @Test
    void audioThatCantBeDecodedIsLeftOut() {
        UndecodableStream unknown = new UndecodableStream(2, false, false, "the codec 'x' is not supported");
        MediaInfo media = media(List.of(main(1, 2, "en")), List.of(unknown));

        StreamingPlan plan = plan(media, profile(List.of(AAC), Edits.NONE, false));

        assertThat(plan.sounds()).hasSize(1);
        assertThat(plan.omissions())
                .containsExactly("the audio in stream 2 is left out: the codec 'x' is not supported");
    }

    @Test
    void aloneItCannotBeLeftOut() {
        UndecodableStream unknown = new UndecodableStream(2, false, false, "the codec 'x' is not supported");

        assertThat(Planner.planEncode(
                        media(List.of(), List.of(unknown)), profile(List.of(AAC), Edits.NONE, false), PacketStats.NONE))
                .isEqualTo(new Plan.Unusable(unknown));
    }

    /** Each has as many rungs in each codec as the source is large enough for. */
    @ParameterizedTest
    @ValueSource(ints = {1080, 720, 500, 360, 100})
    void allCodecsHaveTheSameSizes(int shortSide) {
        StreamingProfile profile = new StreamingProfile(
                "hls",
                "",
                Duration.ofDays(1),
                List.of(
                        rung(VideoCodec.H264, 720),
                        rung(VideoCodec.H264, 360),
                        rung(VideoCodec.AV1, 720),
                        rung(VideoCodec.AV1, 360)),
                AAC,
                6,
                Edits.NONE);
        StreamingPlan plan = plan(media(new Size(shortSide * 2, shortSide), List.of(), List.of()), profile);

        assertThat(sizes(plan, VideoCodec.H264))
                .isEqualTo(sizes(plan, VideoCodec.AV1))
                .isNotEmpty();
    }

    private static List<Size> sizes(StreamingPlan plan, VideoCodec codec) {
        return plan.ladder().stream()
                .filter(rung -> rung.settings().codec() == codec)
                .map(rung -> rung.size())
                .toList();
    }

    private static Silence silence(Duration padding) {
        return new Silence(padding, Optional.of(Duration.ofSeconds(10)));
    }

    private static StreamingPlan plan(List<AudioStream> audio, List<AudioSettings> encodings) {
        return plan(media(audio, List.of()), profile(encodings, Edits.NONE, false));
    }

    private static StreamingPlan plan(MediaInfo media, StreamingProfile profile) {
        return (StreamingPlan) Planner.planEncode(media, profile, PacketStats.NONE);
    }

    private static StreamingProfile profile(List<AudioSettings> encodings, Edits edits, boolean strict) {
        return new StreamingProfile(
                "hls",
                "",
                Duration.ofDays(1),
                List.of(rung(VideoCodec.H264, 720)),
                encodings,
                6,
                edits,
                Background.WHITE,
                strict);
    }

    private static VideoSettings rung(VideoCodec codec, int shortSide) {
        return new VideoSettings(codec, "veryfast", 23, shortSide, 3000, 60, 2);
    }

    private static AudioStream main(int index, int channels, String language) {
        return stream(index, channels, language, true, Optional.of(Duration.ofSeconds(10)));
    }

    private static AudioStream sound(int index, int channels, String language) {
        return stream(index, channels, language, false, Optional.of(Duration.ofSeconds(10)));
    }

    private static AudioStream until(int index, int seconds) {
        return stream(index, 2, "", false, Optional.of(Duration.ofSeconds(seconds)));
    }

    private static AudioStream untimed(int index) {
        return stream(index, 2, "", false, Optional.empty());
    }

    private static AudioStream stream(int index, int channels, String language, boolean main, Optional<Duration> end) {
        return new AudioStream(
                index, "aac", channels, 48_000, language, main, end.map(until -> new Span(Duration.ZERO, until)));
    }

    private static MediaInfo media(List<AudioStream> audio, List<UndecodableStream> unusable) {
        return media(new Size(1280, 720), audio, unusable);
    }

    private static MediaInfo media(Size size, List<AudioStream> audio, List<UndecodableStream> unusable) {
        VideoStream video = new VideoStream(
                0,
                "h264",
                size,
                size,
                Orientation.UPRIGHT,
                Optional.of(25.0),
                "yuv420p",
                Color.UNKNOWN,
                false,
                false,
                true,
                Optional.of(new Span(Duration.ZERO, Duration.ofSeconds(10))));
        return new MediaInfo(
                "matroska,webm",
                false,
                Optional.of(Duration.ofSeconds(30)),
                List.of(video),
                audio,
                List.of(),
                unusable,
                0,
                SourceClock.FILE,
                List.of());
    }
}
