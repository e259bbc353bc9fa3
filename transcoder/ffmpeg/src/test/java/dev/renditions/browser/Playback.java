package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionLocation;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.testing.RealService;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Plays renditions of a service in a browser, if their media types are playable there (natively or with hls.js), and compares
 * the result with the plan. Not thread-safe.
 */
public final class Playback implements AutoCloseable {
    private static final Duration TOLERANCE = Duration.ofMillis(200);
    /** Free builds of Chromium come without HEVC. */
    private static final Set<String> DECODED = Set.of("h264", "vp9", "av1");

    private final RealService service;
    private final Browser browser;
    private final FileServer files;

    private Playback(RealService service, Browser browser) {
        this.service = service;
        this.browser = browser;
        this.files = FileServer.of(service.storeFolder());
    }

    /**
     * Starts a browser. If none is installed, skips the calling test, or its class if called from {@code @BeforeAll}.
     *
     * @param folder an empty folder for the browser
     */
    public static Playback startOrSkip(RealService service, Path folder) {
        return new Playback(service, Browser.startOrSkip(folder));
    }

    /** Starts a browser, for tests that also check without one; empty if none is installed. */
    public static Optional<Playback> startIfThere(RealService service, Path folder) {
        return BrowserPrograms.find().isPresent() ? Optional.of(startOrSkip(service, folder)) : Optional.empty();
    }

    /** Whether this browser can play the renditions of a profile. */
    public static boolean isFor(Profile profile) {
        return !(profile instanceof VideoProfile video)
                || DECODED.contains(video.video().codec().toString());
    }

    /**
     * Plays a rendition and fails if the result differs from the plan.
     *
     * @param media the probe of the source
     * @return whether the rendition is one that the browser can play
     */
    public boolean plays(RenditionResult result, MediaInfo media, Profile profile) {
        if (result.location().isEmpty()) {
            return false;
        }
        RenditionLocation location = result.location().get();
        MediaInfo made = service.stored(result).orElseThrow().manifest().media();
        Optional<Size> planned = plannedSize(media, profile);
        URI uri = files.uri(Path.of(location.uri()));
        String type = location.mediaType();
        if (type.equals("application/vnd.apple.mpegurl")) {
            playsHls(result, uri, made);
            return true;
        } else if (type.startsWith("video/")) {
            return playsVideo(result, uri, made, planned);
        } else if (type.startsWith("audio/")) {
            MediaPlayback played = browser.playsAudio(uri);
            assertPlayed(result, played);
            assertLength(result, played, made);
            return true;
        } else if (type.startsWith("image/")) {
            assertThat(Optional.of(browser.showsImage(uri)))
                    .as(result.toString())
                    .isEqualTo(size(planned, made));
            return true;
        }
        return false;
    }

    private void playsHls(RenditionResult result, URI uri, MediaInfo made) {
        MediaPlayback played = browser.playsHls(uri);
        assertPlayed(result, played);
        assertThat(played.reportedErrors()).as(result.toString()).isEmpty();
        // Any of the rungs, or none if the source is audio only.
        assertThat(played.size().isPresent())
                .as(result.toString())
                .isEqualTo(made.mainVideo().isPresent());
    }

    private boolean playsVideo(RenditionResult result, URI uri, MediaInfo made, Optional<Size> planned) {
        if (made.mainVideo().map(VideoStream::codec).filter(DECODED::contains).isEmpty()) {
            return false;
        }
        MediaPlayback played = browser.playsVideo(uri);
        assertPlayed(result, played);
        assertThat(played.size()).as(result.toString()).isEqualTo(size(planned, made));
        assertThat(played.frames()).as(result.toString()).isPositive();
        assertLength(result, played, made);
        return true;
    }

    private static Optional<Size> plannedSize(MediaInfo media, Profile profile) {
        Plan plan = Planner.plan(media, profile);
        if (plan instanceof VideoPlan v) {
            return Optional.of(v.rung().size());
        }
        if (plan instanceof StreamingPlan s) {
            return Optional.of(s.ladder().get(0).size());
        }
        return plan instanceof ImagePlan p ? Optional.of(p.size()) : Optional.empty();
    }

    /** The planned size; if the plan has none, the verified one. */
    private static Optional<Size> size(Optional<Size> planned, MediaInfo made) {
        return planned.or(() -> made.picture().map(VideoStream::displayed));
    }

    private static void assertPlayed(RenditionResult result, MediaPlayback played) {
        assertThat(played.currentTimeMoves()).as(result + ": " + played).isTrue();
    }

    private static void assertLength(RenditionResult result, MediaPlayback played, MediaInfo made) {
        assertThat(played.duration())
                .as(result + ": " + played)
                .isCloseTo(made.duration().orElseThrow(), TOLERANCE);
        assertThat(played.end()).as(result + ": " + played).isCloseTo(played.duration(), TOLERANCE);
    }

    @Override
    public void close() {
        browser.close();
        files.close();
    }
}
