package dev.renditions.kind.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.index.ContentHash;
import dev.renditions.index.TrackKind;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.settings.Watermark;
import dev.renditions.media.Color;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.StreamHash;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A track's ID has everything that decides its packets, and nothing else. */
final class TrackIdsTest {
    private static final VideoSettings SETTINGS = new VideoSettings(VideoCodec.H264, "veryfast", 23, 720, 3000, 60, 2);
    private static final Color HD = new Color("bt709", "bt709", "bt709", "tv");
    private static final Map<Integer, StreamHash> HASHES = Map.of(0, hash("a"), 1, hash("b"), 2, hash("c"));

    @Test
    void limitsThatDoNotApplyAndIndexesOfStreamsAreNoPartOfIt() {
        VideoRecipe recipe = video(rung(SETTINGS));
        VideoSettings wider = new VideoSettings(VideoCodec.H264, "veryfast", 23, 1080, 3000, 50, 2);
        Rung elsewhere = new Rung(
                1,
                wider,
                recipe.rung().size(),
                Optional.empty(),
                Duration.ZERO,
                50,
                FrameConversion.NONE,
                recipe.rung().color());

        assertThat(video(rung(wider))).isEqualTo(recipe).hasSameHashCodeAs(recipe);
        assertThat(TrackIds.of(video(elsewhere), Map.of(1, hash("a")))).isEqualTo(TrackIds.of(recipe, HASHES));
    }

    @Test
    void reasonsAndLanguagesAreNoPartOfIt() {
        VideoRecipe one = video(rung(SETTINGS), new FrameTiming.Constant(Duration.ZERO, Optional.empty(), "it varies"));
        VideoRecipe two =
                video(rung(SETTINGS), new FrameTiming.Constant(Duration.ZERO, Optional.empty(), "it is late"));
        assertThat(TrackIds.of(one, HASHES)).isEqualTo(TrackIds.of(two, HASHES));

        assertThat(TrackIds.of(audio(sound(1, 2, 2, "en")), HASHES))
                .isEqualTo(TrackIds.of(audio(sound(1, 2, 2, "de")), HASHES));
    }

    @Test
    void eachEffectiveSettingOfAVideoChangesIt() {
        Map<String, VideoRecipe> recipes = new LinkedHashMap<>();
        VideoRecipe usual = video(rung(SETTINGS));
        recipes.put("usual", usual);
        recipes.put("codec", video(rung(settings(VideoCodec.HEVC, "veryfast", 23, 3000))));
        recipes.put("preset", video(rung(settings(VideoCodec.H264, "fast", 23, 3000))));
        recipes.put("crf", video(rung(settings(VideoCodec.H264, "veryfast", 24, 3000))));
        recipes.put("rate", video(rung(settings(VideoCodec.H264, "veryfast", 23, 2999))));
        recipes.put("size", video(with(new Size(1280, 718), Optional.empty(), 50, FrameConversion.NONE, HD)));
        recipes.put("fps", video(with(new Size(1280, 720), Optional.of(25.0), 50, FrameConversion.NONE, HD)));
        recipes.put("gop", video(with(new Size(1280, 720), Optional.empty(), 51, FrameConversion.NONE, HD)));
        recipes.put(
                "color", video(with(new Size(1280, 720), Optional.empty(), 50, FrameConversion.NONE, Color.UNKNOWN)));
        recipes.put("delayed", converted(new FrameConversion(true, false, Orientation.UPRIGHT, HD, true, none())));
        recipes.put("fields", converted(new FrameConversion(false, true, Orientation.UPRIGHT, HD, true, none())));
        recipes.put("turned", converted(new FrameConversion(false, false, Orientation.TURNED_90, HD, true, none())));
        recipes.put(
                "source color", converted(new FrameConversion(false, false, Orientation.UPRIGHT, HD, true, none())));
        recipes.put("profile", converted(new FrameConversion(false, false, Orientation.UPRIGHT, HD, false, none())));
        recipes.put(
                "background",
                converted(new FrameConversion(
                        false, false, Orientation.UPRIGHT, HD, true, Optional.of(Background.WHITE))));
        recipes.put("clip", new VideoRecipe(usual.rung(), FrameTiming.SOURCE, clip(1), Optional.empty()));
        recipes.put("later clip", new VideoRecipe(usual.rung(), FrameTiming.SOURCE, clip(2), Optional.empty()));
        recipes.put("mark", new VideoRecipe(usual.rung(), FrameTiming.SOURCE, Optional.empty(), mark("x", 0.5)));
        recipes.put("other mark", new VideoRecipe(usual.rung(), FrameTiming.SOURCE, Optional.empty(), mark("y", 0.5)));
        recipes.put("opaque mark", new VideoRecipe(usual.rung(), FrameTiming.SOURCE, Optional.empty(), mark("x", 1)));
        recipes.put("constant", video(usual.rung(), constant(0, Optional.empty())));
        recipes.put("padded", video(usual.rung(), constant(1, Optional.empty())));
        recipes.put("cut", video(usual.rung(), constant(1, Optional.of(Duration.ofSeconds(9)))));
        assertThat(recipes.values().stream().map(recipe -> TrackIds.of(recipe, HASHES)))
                .as(recipes.keySet().toString())
                .doesNotHaveDuplicates();
        assertThat(TrackIds.of(usual, Map.of(0, hash("d")))).isNotEqualTo(TrackIds.of(usual, HASHES));
    }

    @Test
    void eachEffectiveSettingOfAudioChangesIt() {
        Map<String, AudioRecipe> recipes = new LinkedHashMap<>();
        recipes.put("usual", audio(sound(1, 2, 2, "")));
        recipes.put("codec", audio(sound(AudioCodec.OPUS, 128, 48_000)));
        recipes.put("rate", audio(sound(AudioCodec.AAC, 96, 48_000)));
        recipes.put("samples", audio(sound(AudioCodec.AAC, 128, 44_100)));
        recipes.put("mixed down", audio(sound(1, 6, 2, "")));
        recipes.put("mono", audio(sound(1, 6, 1, "")));
        AudioTrackPlan usual = sound(1, 2, 2, "");
        recipes.put("loud", new AudioRecipe(usual, Optional.of(new Loudness(-16, -1.5)), Optional.empty()));
        recipes.put("louder", new AudioRecipe(usual, Optional.of(new Loudness(-14, -1.5)), Optional.empty()));
        recipes.put("peaks", new AudioRecipe(usual, Optional.of(new Loudness(-16, -1)), Optional.empty()));
        recipes.put("clip", new AudioRecipe(usual, Optional.empty(), clip(1)));
        recipes.put("unprimed", unprimed(AudioRecipe.Silence.NONE));
        recipes.put("silence", unprimed(new AudioRecipe.Silence(Duration.ofSeconds(1), Optional.empty())));
        recipes.put(
                "silence to an end",
                unprimed(new AudioRecipe.Silence(Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(9)))));
        assertThat(recipes.values().stream().map(recipe -> TrackIds.of(recipe, HASHES)))
                .as(recipes.keySet().toString())
                .doesNotHaveDuplicates();
    }

    @Test
    void bothStreamsOfAPairCountInTheirOrder() {
        AudioTrackPlan pair = pair(1, 2);
        assertThat(TrackIds.of(audio(pair), HASHES)).isNotEqualTo(TrackIds.of(audio(pair(2, 1)), HASHES));
        assertThatThrownBy(() -> TrackIds.of(audio(pair), Map.of(1, hash("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream 2 has no hash");
    }

    /** An ID in a store of today must stay the same, or every track of it is encoded again. */
    @Test
    void idsArePinned() {
        assertThat(TrackIds.canonical(audio(sound(1, 2, 2, "")), HASHES))
                .isEqualTo("{\"kind\":\"audio\",\"settings\":{\"bitRateKbps\":128,\"channels\":2,\"codec\":\"aac\","
                        + "\"paddingNanos\":0,\"primed\":true,\"sampleRate\":48000,\"sourceChannels\":2},"
                        + "\"streams\":[\"" + hash("b") + "\"],\"versions\":[1,2,3,2]}");
        assertThat(TrackIds.of(video(rung(SETTINGS)), HASHES).kind()).isEqualTo(TrackKind.VIDEO);
        assertThat(TrackIds.of(video(rung(SETTINGS)), HASHES).digest())
                .isEqualTo("e417c70f23fcdcfefd7502dfdd80b7ddc7099d10af95f8b95527e219a5d63ab9");
    }

    @Test
    void primedAudioServesAsASourceOfUnprimedAudio() {
        AudioRecipe unprimed = unprimed(AudioRecipe.Silence.NONE);
        assertThat(unprimed.sources()).containsExactly(unprimed, audio(sound(1, 2, 2, "")));
        assertThat(audio(sound(1, 2, 2, "")).sources()).hasSize(1);
    }

    private static VideoRecipe converted(FrameConversion conversion) {
        return video(with(new Size(1280, 720), Optional.empty(), 50, conversion, HD));
    }

    private static FrameTiming constant(int seconds, Optional<Duration> length) {
        return new FrameTiming.Constant(Duration.ofSeconds(seconds), length, "it varies");
    }

    private static Optional<Background> none() {
        return Optional.empty();
    }

    private static Optional<Clip> clip(int start) {
        return Optional.of(new Clip(Duration.ofSeconds(start), Duration.ofSeconds(1)));
    }

    private static Optional<Watermark> mark(String content, double opacity) {
        ContentHash hash = ContentHash.of(content.getBytes(StandardCharsets.UTF_8));
        return Optional.of(new Watermark(Path.of("any" + opacity), hash, Watermark.Place.CENTER, opacity, 15, 3));
    }

    private static VideoRecipe video(Rung rung) {
        return video(rung, FrameTiming.SOURCE);
    }

    private static VideoRecipe video(Rung rung, FrameTiming timing) {
        return new VideoRecipe(rung, timing, Optional.empty(), Optional.empty());
    }

    private static Rung rung(VideoSettings settings) {
        return new Rung(
                0, settings, new Size(1280, 720), Optional.empty(), Duration.ZERO, 50, FrameConversion.NONE, HD);
    }

    private static Rung with(Size size, Optional<Double> rate, int gop, FrameConversion conversion, Color color) {
        return new Rung(0, SETTINGS, size, rate, Duration.ZERO, gop, conversion, color);
    }

    private static VideoSettings settings(VideoCodec codec, String preset, int crf, int kilobits) {
        return new VideoSettings(codec, preset, crf, 720, kilobits, 60, 2);
    }

    private static AudioRecipe audio(AudioTrackPlan sound) {
        return new AudioRecipe(sound, Optional.empty(), Optional.empty());
    }

    private static AudioRecipe unprimed(AudioRecipe.Silence silence) {
        return new AudioRecipe(sound(1, 2, 2, ""), Optional.empty(), Optional.empty(), silence, false);
    }

    private static AudioTrackPlan sound(int stream, int has, int channels, String language) {
        AudioSettings settings = new AudioSettings(AudioCodec.AAC, 128, 2, 48_000);
        return new AudioTrackPlan(stream, settings, channels, language, has);
    }

    private static AudioTrackPlan sound(AudioCodec codec, int kilobits, int rate) {
        return new AudioTrackPlan(1, new AudioSettings(codec, kilobits, 2, rate), 2, "");
    }

    private static AudioTrackPlan pair(int left, int right) {
        AudioSettings settings = new AudioSettings(AudioCodec.AAC, 128, 2, 48_000);
        return new AudioTrackPlan(new AudioInput(left, OptionalInt.of(right), 2), settings, 2, "");
    }

    private static StreamHash hash(String letter) {
        return new StreamHash(letter.repeat(64));
    }
}
