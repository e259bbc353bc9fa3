package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.PackagingException;
import dev.renditions.packaging.PackageVerifier;
import dev.renditions.packaging.SubtitleFile;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The rules for a playlist of subtitles. */
final class TextRules {
    private final PackageFiles files;
    private final Violations violations;

    TextRules(PackageFiles files, Violations violations) {
        this.files = files;
        this.violations = violations;
    }

    /** A playlist, its files, and how long the video lasts that it belongs to, if there is one. */
    void check(String name, MediaPlaylist playlist, Optional<Duration> video) throws IOException {
        MediaRules.form(playlist, name, violations);
        Set<String> seen = new HashSet<>();
        double seconds = 0;
        for (MediaSegment segment : playlist.mediaSegments()) {
            seconds += segment.duration();
            boolean fits = Math.round(segment.duration()) <= playlist.targetDuration();
            violations.require(
                    fits,
                    "RFC 8216, 4.3.3.1",
                    name,
                    "a segment of " + segment.duration() + " s, the target is " + playlist.targetDuration());
            if (seen.add(segment.uri())) {
                file(segment.uri());
            }
        }
        Duration length = Duration.ofNanos(Math.round(seconds * 1e9));
        video.filter(lasts -> lasts.minus(length).abs().compareTo(PackageVerifier.END_SLACK) > 0)
                .ifPresent(lasts -> violations.add("Apple 5.5", name, "it lasts " + length + ", the video " + lasts));
    }

    private void file(String name) throws IOException {
        if (!files.present(name)) {
            return;
        }
        try {
            boolean mapped = SubtitleFile.mapped(SubtitleFile.read(files.path(name)));
            violations.require(mapped, "Apple 5.3", name, "no X-TIMESTAMP-MAP at its head");
        } catch (PackagingException e) {
            violations.add("Apple 5.2", name, String.valueOf(e.getMessage()));
        }
    }
}
