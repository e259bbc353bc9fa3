package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Source;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.media.AudioPackets;
import dev.renditions.media.Bursts;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoPackets;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When streams of a source are copied, and what happens if a copy fails. */
final class RemuxTest extends ServiceScene {
    private static final MediaException.Kind UNPROVED = MediaException.Kind.UNPROVED;
    private static final PacketStats FITS = stats(3_000_000, 1_280_000);
    private static final PacketStats TOO_MUCH_SOUND = stats(3_000_000, 2_560_000);
    private static final PacketStats TOO_MUCH_PICTURE = stats(30_000_000, 1_280_000);
    private static final PacketStats TOO_MUCH = stats(30_000_000, 2_560_000);

    private final CopyingTranscoder.Calls calls = new CopyingTranscoder.Calls();
    private final List<Plan.Make> made = calls.made();

    @Test
    void packetsAreReadOnceForAllProfiles() {
        RenditionService service = over(copier(TOO_MUCH));
        Source source = source("film.mp4", "film");
        List<Profile> profiles = Stream.of("mp4-1080p", "mp4-720p", "mp4-480p", "poster")
                .map(name -> CATALOG.find(name).orElseThrow())
                .toList();

        assertThat(service.render(source, profiles, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.ENCODED);
        assertThat(calls.rates()).containsExactly(Set.of(6000, 3000, 1500));
    }

    @Test
    void packetsAreNotReadWhereNoStreamMeetsTheProfile() {
        Profile poster = CATALOG.find("poster").orElseThrow();
        assertThat(render(over(copier(FITS)), source("film.mp4", "film"), poster)
                        .outcome())
                .isEqualTo(Outcome.ENCODED);
        assertThat(calls.rates()).isEmpty();
    }

    @Test
    void sourceThatMeetsTheProfileIsRemuxed() {
        RenditionService service = over(copier(FITS));

        assertThat(preview(service)).isEqualTo("it would be remuxed");
        assertThat(render(service, source("film.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.REMUXED);
        assertThat(made).extracting(Plan.Make::encodes).containsExactly(false);
    }

    @Test
    void videoIsCopiedWhileAudioIsEncoded() {
        RenditionService service = over(copier(TOO_MUCH_SOUND));

        assertThat(preview(service)).isEqualTo("its video would be copied, its audio encoded");
        assertThat(render(service, source("film.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(made).extracting(RemuxTest::copies).containsExactly("picture");
    }

    @Test
    void audioIsCopiedWhileVideoIsEncoded() {
        RenditionService service = over(copier(TOO_MUCH_PICTURE));

        assertThat(preview(service)).isEqualTo("its video would be encoded, its audio copied");
        assertThat(render(service, source("film.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(made).extracting(RemuxTest::copies).containsExactly("sound");
    }

    @Test
    void failedCopyIsEncoded() {
        for (MediaException.Kind kind : List.of(UNPROVED, MediaException.Kind.DAMAGED)) {
            made.clear();
            RenditionService service = over(copier(FITS, copied -> true, kind));

            RenditionResult result = render(service, source("film.mp4", "film " + kind), MP4);

            assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
            assertThat(made).extracting(RemuxTest::copies).containsExactly("picture and sound", "nothing");
            assertThat(render(service, source("again.mp4", "film " + kind), MP4).outcome())
                    .isEqualTo(Outcome.HIT);
        }
    }

    @Test
    void failedCopyOfVideoIsEncoded() {
        RenditionService service = over(copier(TOO_MUCH_SOUND, VideoPlan::copiesPicture, UNPROVED));

        assertThat(render(service, source("film.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(made).extracting(RemuxTest::copies).containsExactly("picture", "nothing");
    }

    @Test
    void copiedAudioIsEncodedIfTheOutputIsNotAsPlanned() {
        RenditionService service = over(copier(TOO_MUCH_PICTURE, VideoPlan::copiesSound, UNPROVED));

        assertThat(render(service, source("film.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(made).extracting(RemuxTest::copies).containsExactly("sound", "nothing");
        assertThat(calls.examined()).containsExactly("sound");
    }

    /** Either the video is damaged, or the audio in a way that its decoder does not report. */
    @Test
    void damagedOutputWithCopiedAudioIsExaminedBeforeARetry() {
        RenditionService service = over(copier(TOO_MUCH_PICTURE, VideoPlan::copiesSound, MediaException.Kind.DAMAGED));

        render(service, source("film.mp4", "film"), MP4);

        assertThat(calls.examined()).containsExactly("sound", "picture and sound");
        assertThat(made).extracting(RemuxTest::copies).containsExactly("sound", "nothing");
    }

    @Test
    void streamsAreDecodedOnceBeforeTheyAreCopied() {
        List<Profile> profiles = Stream.of("mp4-1080p", "mp4-720p")
                .map(name -> CATALOG.find(name).orElseThrow())
                .toList();

        assertThat(over(copier(FITS)).render(source("film.mp4", "film"), profiles, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .contains(Outcome.REMUXED);
        assertThat(calls.examined()).containsExactly("picture and sound");
        over(copier(TOO_MUCH)).render(source("other.mp4", "another film"), profiles, RenditionListener.NONE);
        assertThat(calls.examined()).as("nothing is copied").hasSize(1);
    }

    @Test
    void damagedVideoIsNotCopied() {
        RenditionResult result = render(over(copier(FITS)), source("film.mp4", "scratched film"), MP4);

        assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(result.warnings()).isNotEmpty();
        assertThat(made).extracting(RemuxTest::copies).containsOnly("nothing");
    }

    /** The second attempt tolerates damage. */
    @Test
    void videoWithDamagedAudioIsEncodedInASecondAttempt() {
        RenditionResult result = render(over(copier(TOO_MUCH_SOUND)), source("film.mp4", "hissing film"), MP4);

        assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(result.warnings()).containsExactly("the audio is damaged: 5 of 100 packets");
        assertThat(made).extracting(RemuxTest::copies).containsExactly("picture", "nothing");
    }

    /** Decoding the video would take longer than encoding the audio. */
    @Test
    void audioIsDecodedAloneBeforeItIsCopiedAlone() {
        RenditionService service = over(copier(TOO_MUCH_PICTURE));

        assertThat(render(service, source("film.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(calls.examined()).containsExactly("sound");
        made.clear();
        assertThat(render(service, source("broken.mp4", "broken film"), MP4).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(made).extracting(RemuxTest::copies).containsOnly("nothing");
    }

    @Test
    void missingPacketStatisticsMeanAnEncode() {
        assertThat(render(over(copier(PacketStats.NONE)), source("film.mp4", "film"), MP4)
                        .outcome())
                .isEqualTo(Outcome.ENCODED);
        assertThat(made).extracting(RemuxTest::copies).containsExactly("nothing");
    }

    @Test
    void unreadablePacketsMeanAnEncode() {
        RenditionService service = over(new CopyingTranscoder(transcoder, calls, FITS, copied -> false, UNPROVED) {
            @Override
            public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
                throw new MediaException(MediaException.Kind.DAMAGED, "no");
            }
        });

        assertThat(render(service, source("film.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(made).extracting(RemuxTest::copies).containsExactly("nothing");
    }

    @Test
    void profileThatFfmpegCannotEncodeFailsBeforeAnyEncode() {
        RenditionService service =
                over(new CopyingTranscoder(transcoder, calls, PacketStats.NONE, copied -> false, UNPROVED) {
                    @Override
                    public Optional<String> unsupportedReason(Profile profile) {
                        return Optional.of("this ffmpeg was built without x, which " + profile.name() + " needs");
                    }
                });

        RenditionResult result = render(service, source("film.mp4", "film"), MP4);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("this ffmpeg was built without x, which mp4-720p needs");
        assertThat(made).isEmpty();
    }

    private CopyingTranscoder copier(PacketStats stats) {
        return copier(stats, copied -> false, UNPROVED);
    }

    private CopyingTranscoder copier(PacketStats stats, Predicate<VideoPlan> fails, MediaException.Kind kind) {
        return new CopyingTranscoder(transcoder, calls, stats, fails, kind);
    }

    private RenditionService over(Transcoder copier) {
        RenditionService service = new RenditionService(
                index,
                new DirectoryStore(folder.resolve("store")),
                copier,
                new Workspace(work(), Clock.systemUTC()),
                RequestLimits.of(Duration.ofMinutes(1), VERIFIED),
                new Timing(Clock.systemUTC(), Sleeper.SLEEP, new Random(42)));
        services.add(service);
        return service;
    }

    private static PacketStats stats(long burst, long soundBits) {
        Duration length = Duration.ofSeconds(10);
        Bursts bursts = new Bursts(Map.of(3000, burst));
        return new PacketStats(
                Optional.of(new VideoPackets(
                        25,
                        Duration.ofMillis(40),
                        bursts,
                        FrameGrids.UNKNOWN,
                        Duration.ofSeconds(2),
                        50,
                        true,
                        true,
                        true)),
                Optional.of(new AudioPackets(soundBits, length, true)));
    }

    private static String copies(Plan.Make plan) {
        VideoPlan video = (VideoPlan) plan;
        if (!video.copies()) {
            return "nothing";
        }
        return Stream.of(video.copiesPicture() ? "picture" : "", video.copiesSound() ? "sound" : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" and "));
    }

    private String preview(RenditionService service) {
        RenditionResult result =
                service.preview(source("film.mp4", "film"), List.of(MP4)).get(0);
        assertThat(result.outcome()).isEqualTo(Outcome.PLANNED);
        return result.reason();
    }
}
