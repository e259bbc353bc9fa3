package dev.renditions.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.captions.CaptionsProfile;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.profile.ProfileCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Fingerprints are part of the names of stored objects. If one changes, every rendition is encoded again. */
final class FingerprintTest {
    @Test
    void canonicalFormIsSortedAndComplete() {
        assertThat(profile("mp4-720p").canonicalSettings())
                .isEqualTo("{\"audio\":{\"bitRateKbps\":128,\"channels\":2,\"codec\":\"aac\",\"sampleRate\":48000},"
                        + "\"kind\":\"video\",\"pipeline\":2,"
                        + "\"video\":{\"codec\":\"h264\",\"crf\":23,\"gopSeconds\":2,\"maxFrameRate\":60,"
                        + "\"maxRateKbps\":3000,\"preset\":\"veryfast\",\"shortSide\":720}}");
    }

    @Test
    void builtInProfilesKeepTheirFingerprints() {
        List<String> ids = ProfileCatalog.builtIn().all().stream()
                .map(p -> p.id().toString())
                .collect(Collectors.toList());
        assertThat(ids)
                .containsExactly(
                        "mp4-1080p-a443f2d813af",
                        "mp4-720p-a57f91d2fb97",
                        "mp4-480p-701e5b8a7ed1",
                        "mp4-360p-6f72a4699165",
                        "hevc-1080p-c8936637d988",
                        "hevc-720p-7fa5675e18fb",
                        "av1-1080p-906fb8ac908d",
                        "av1-720p-189e36a4ad43",
                        "hls-45f7746347f7",
                        "audio-mp3-ecc92ede29e0",
                        "audio-aac-d590169b8c97",
                        "audio-opus-07596feb29f4",
                        "poster-0cb21eebbb9b",
                        "storyboard-850ece014633",
                        "preview-e632aec72733",
                        "captions-632157c97589",
                        "waveform-deefc7f28a96");
    }

    @Test
    void nameDescriptionAndTimeToLiveDoNotCount() {
        AudioSettings audio = new AudioSettings(AudioCodec.MP3, 128, 2, 48000);
        Profile one = new AudioProfile("one", "a", Duration.ofDays(1), audio, Optional.empty());
        Profile two = new AudioProfile("two", "b", Duration.ofDays(9), audio, Optional.empty());
        assertThat(one.id().fingerprint()).isEqualTo(two.id().fingerprint());
        assertThat(one.id()).isNotEqualTo(two.id());
    }

    @Test
    void everySettingCounts() {
        AudioSettings audio = new AudioSettings(AudioCodec.MP3, 128, 2, 48000);
        List<AudioSettings> others = List.of(
                new AudioSettings(AudioCodec.MP3, 192, 2, 48000),
                new AudioSettings(AudioCodec.MP3, 128, 1, 48000),
                new AudioSettings(AudioCodec.MP3, 128, 2, 44100));
        assertThat(others).allSatisfy(o -> assertThat(fingerprint(o)).isNotEqualTo(fingerprint(audio)));
    }

    @Test
    void loudnessCounts() {
        AudioSettings audio = new AudioSettings(AudioCodec.MP3, 128, 2, 48000);
        assertThat(List.of(new Loudness(-16, -1.5), new Loudness(-23, -1.5), new Loudness(-16, -1)))
                .extracting(l -> new AudioProfile("x", "", Duration.ofDays(1), audio, Optional.of(l))
                        .id()
                        .fingerprint())
                .doesNotHaveDuplicates()
                .doesNotContain(fingerprint(audio));
    }

    @Test
    void refusalOfDamageCountsUnlessItIsTheDefault() {
        CaptionsProfile plain = new CaptionsProfile("x", "", Duration.ofDays(1));
        CaptionsProfile strict = new CaptionsProfile("x", "", Duration.ofDays(1), true);
        assertThat(plain.canonicalSettings()).doesNotContain("strict");
        assertThat(strict.canonicalSettings()).contains("\"strict\":true");
    }

    @Test
    void backgroundCountsUnlessItIsTheDefault() {
        ImageProfile plain = (ImageProfile) profile("poster");
        ImageProfile white = new ImageProfile("x", "", plain.ttl(), plain.image(), Background.parse("ffffff"), false);
        ImageProfile blue = new ImageProfile("x", "", plain.ttl(), plain.image(), Background.parse("204060"), false);

        assertThat(white.id().fingerprint()).isEqualTo(plain.id().fingerprint());
        assertThat(blue.id().fingerprint()).isNotEqualTo(plain.id().fingerprint());
        assertThat(blue.canonicalSettings()).contains("\"background\":\"204060\"");
    }

    private static String fingerprint(AudioSettings audio) {
        return new AudioProfile("x", "", Duration.ofDays(1), audio, Optional.empty())
                .id()
                .fingerprint();
    }

    private static Profile profile(String name) {
        return ProfileCatalog.builtIn().find(name).orElseThrow();
    }
}
