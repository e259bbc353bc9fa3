package dev.renditions;

import dev.renditions.media.MediaInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One source while its renditions are looked for and made. For one thread. */
final class Work {
    private final Source source;
    private final Spooled spooled;
    private final Workspace.Folder folder;
    private final Transcoder transcoder;
    private final RenditionListener listener;
    private final Instant deadline;
    private @Nullable MediaInfo media;
    private @Nullable RenditionException unreadable;

    Work(
            Source source,
            Spooled spooled,
            Workspace.Folder folder,
            Transcoder transcoder,
            RenditionListener listener,
            Instant deadline) {
        this.source = source;
        this.spooled = spooled;
        this.folder = folder;
        this.transcoder = transcoder;
        this.listener = listener;
        this.deadline = deadline;
    }

    Source source() {
        return source;
    }

    Spooled spooled() {
        return spooled;
    }

    RenditionListener listener() {
        return listener;
    }

    /**
     * What the source holds; probed when it is first asked for, since a hit needs no probe, and once: a hostile file may make
     * a probe as long as it can.
     */
    MediaInfo media() {
        if (unreadable != null) {
            throw unreadable;
        }
        MediaInfo known = media;
        if (known == null) {
            try {
                known = transcoder.probe(spooled.file());
                media = known;
            } catch (RenditionException e) {
                unreadable = e;
                throw e;
            }
        }
        return known;
    }

    /** An empty folder for the files of one rendition. */
    Workspace.Folder folderFor(Profile profile) {
        return folder.open("out-" + profile.name());
    }

    /**
     * The limits as far as the caller's own time allows them.
     *
     * @throws BusyException if it has no time left
     */
    Limits within(Limits limits, Clock clock) {
        if (deadline.equals(Instant.MAX)) {
            return limits;
        }
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new BusyException("no time was left to make it; ask again", Duration.ofSeconds(1));
        }
        return limits.within(left);
    }
}
