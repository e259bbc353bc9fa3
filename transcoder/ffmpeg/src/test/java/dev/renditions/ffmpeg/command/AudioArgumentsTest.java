package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.encoder.AudioTrack;
import dev.renditions.ffmpeg.filter.Downmix;
import dev.renditions.ffmpeg.loudness.LoudnessMeasurement;
import dev.renditions.ffmpeg.loudness.LoudnessMeter;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.ffmpeg.waveform.WaveformImage;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.kind.track.AudioInput;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.waveform.WaveformPlan;
import dev.renditions.kind.waveform.WaveformProfile;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.profile.ProfileCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioArgumentsTest {
    private static final String TIMESTAMPS = "atrim=start=0,aresample=async=1:first_pts=0";
    private static final String DOWNMIX =
            TIMESTAMPS + ":ochl=stereo:osf=fltp:clev=0.707107:slev=0.707107:lfe_mix_level=0";

    @ParameterizedTest
    @CsvSource({
        "mp3, 128, libmp3lame, -f mp3",
        "aac, 128, aac, -movflags +faststart -f ipod",
        "opus, 96, libopus, -f ogg"
    })
    void eachCodecHasItsContainer(String codec, int kilobits, String encoder, String container) {
        String line = track(codec, kilobits, 2, 2, Optional.empty());

        assertThat(line)
                .startsWith("-map 0:3 -af " + TIMESTAMPS + " -c:a " + encoder + " -b:a " + kilobits
                        + "k -ac 2 -ar 48000" + " -map_metadata -1 -map_chapters -1 -sn -dn -vn -fs ")
                .endsWith(container);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24})
    void downmixStatesItsCoefficientsAndIsLimited(int channels) {
        assertThat(track("aac", 128, channels, 2, Optional.empty()))
                .contains(" -af " + DOWNMIX + ",alimiter=limit=1.000000:attack=5:release=50:level=0:latency=1 ");
    }

    @Test
    void channelsWithoutPositionsGoToBothSides() {
        assertThat(Downmix.filters(sound("aac", 9, 2)))
                .containsExactly(TIMESTAMPS, "pan=stereo|c0<c0+c1+c2+c3+c4+c5+c6+c7+c8|c1<c0+c1+c2+c3+c4+c5+c6+c7+c8");
        assertThat(Downmix.filters(sound("aac", 9, 1)))
                .containsExactly(TIMESTAMPS, "pan=mono|c0<c0+c1+c2+c3+c4+c5+c6+c7+c8");
    }

    @Test
    void gainAndLimiterFollowTheDownmix() {
        Loudness loudness = new Loudness(-16, -1.5);
        AudioSettings settings = new AudioSettings(AudioCodec.OPUS, 96, 2, 48_000);

        assertThat(track(
                        "opus",
                        96,
                        6,
                        2,
                        Optional.of(LoudnessPlan.of(new LoudnessMeasurement(-26, -20), loudness, settings))))
                .contains(" -af " + DOWNMIX + ",volume=10.00dB:precision=float -c:a ");
        assertThat(track(
                        "opus",
                        96,
                        6,
                        2,
                        Optional.of(LoudnessPlan.of(new LoudnessMeasurement(-26, -2), loudness, settings))))
                .contains(" -af " + DOWNMIX + ",volume=10.00dB:precision=float,aresample=192000,"
                        + "alimiter=limit=0.794328:attack=5:release=50:level=0:latency=1,aresample=48000 -c:a ");
    }

    @Test
    void sameAudioIsMeasuredOnceWithTheWhitelist() {
        LoudnessMeter.MeasuredTrack stereo = LoudnessMeter.MeasuredTrack.of(sound("mp3", 2, 2));
        LoudnessMeter.MeasuredTrack mixed = LoudnessMeter.MeasuredTrack.of(sound("opus", 6, 2));
        assertThat(stereo)
                .isEqualTo(LoudnessMeter.MeasuredTrack.of(sound("aac", 2, 2)))
                .isNotEqualTo(mixed);

        FfmpegCommand command =
                LoudnessMeter.command(inputs(2), DecodeErrorPolicy.STRICT, List.of(stereo, mixed), Path.of("/job"));

        assertThat(Commands.line(command))
                .startsWith("-hide_banner -nostdin -nostats -loglevel level+info -n -xerror -progress pipe:1"
                        + " -filter_threads 2 -max_alloc 805306368 -threads 2 -noautorotate -err_detect explode "
                        + "<whitelist> -i file:/job/source ")
                .endsWith(" -filter_complex [0:3]" + TIMESTAMPS + ",ebur128@m0=peak=true:framelog=quiet[out0];[0:3]"
                        + DOWNMIX
                        + ",ebur128@m1=peak=true:framelog=quiet[out1]"
                        + " -map [out0] -f null - -map [out1] -f null -");
    }

    @Test
    void waveformReadsOnlyAudioWithTheWhitelist() {
        WaveformProfile profile =
                (WaveformProfile) ProfileCatalog.builtIn().find("waveform").orElseThrow();

        assertThat(waveform(new WaveformPlan(profile, new AudioInput(3, 6))))
                .doesNotContain("-progress")
                .endsWith(
                        "<whitelist> -i file:/job/source -map 0:3 -af " + DOWNMIX
                                + " -map_metadata -1 -map_chapters -1 -sn -dn -vn -c:a pcm_s16le -ac 2 -ar 48000 -f s16le pipe:1");
        assertThat(waveform(new WaveformPlan(profile, new AudioInput(3, 1))))
                .contains(" -af " + TIMESTAMPS + " ")
                .contains(" -ac 1 ");
    }

    private static String waveform(WaveformPlan plan) {
        return Commands.line(WaveformImage.command(inputs(1), DecodeErrorPolicy.STRICT, plan, Path.of("/job")));
    }

    private static RunInputs inputs(int threads) {
        MediaInfo media = new MediaInfo("", Optional.empty(), List.of(), List.of(), List.of(), 0);
        return RunInputs.whole(Input.strict(Path.of("/job/source"), media), List.of(3), Commands.settings(threads));
    }

    private static AudioTrackPlan sound(String codec, int channels, int becomes) {
        return new AudioTrackPlan(
                3, new AudioSettings(AudioCodec.of(codec).orElseThrow(), 96, becomes, 48_000), becomes, "", channels);
    }

    private static String track(String codec, int kilobits, int channels, int becomes, Optional<LoudnessPlan> level) {
        AudioSettings settings = new AudioSettings(AudioCodec.of(codec).orElseThrow(), kilobits, becomes, 48_000);
        AudioProfile profile = new AudioProfile("a", "", Duration.ofDays(1), settings, Optional.empty());
        AudioPlan plan =
                new AudioPlan(profile, new AudioTrackPlan(3, settings, becomes, "", channels), Optional.empty());
        RunOutput output = AudioTrack.of(plan.recipe(), level, Path.of("/job/out/encoded"), plan.duration(), "sound");
        ClipRange all = new ClipRange(Optional.empty(), false, Duration.ZERO);
        return Commands.line(output.of(all).options(Long.MAX_VALUE));
    }
}
