package dev.renditions.cli.display;

import dev.renditions.api.StoreException;
import dev.renditions.index.RenditionKey;
import dev.renditions.service.IndexRebuild;
import dev.renditions.service.TrackCounts;
import dev.renditions.support.SafeText;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of a rebuild: a bar on a terminal, otherwise a line from time to time. */
public interface RebuildDisplay extends IndexRebuild.Listener, AutoCloseable {
    /** A bar for an interactive terminal, otherwise lines. */
    static RebuildDisplay of(Terminal terminal) {
        return terminal.interactive() ? new Bar(terminal) : new Lines(terminal);
    }

    /** One line with the number of renditions for each result. */
    static String summary(IndexRebuild.Report report) {
        return report.seen() + " renditions: " + report.recorded() + " recorded, " + report.present()
                + " already present, "
                + (report.unstorable() > 0 ? report.unstorable() + " too long for the index, " : "")
                + report.unreadable() + " unreadable, " + report.unanswered()
                + " without an answer from the index" + summary(report.tracks());
    }

    /** Empty if no rendition has tracks. */
    private static String summary(TrackCounts tracks) {
        return tracks.equals(TrackCounts.NONE)
                ? ""
                : "; tracks: " + tracks.recorded() + " recorded, " + tracks.present() + " already present, "
                        + tracks.unanswered() + " without an answer; pointers: " + tracks.pointed() + " written"
                        + (tracks.unpointed() > 0 ? ", " + tracks.unpointed() + " not read or not written" : "");
    }

    @Override
    void close();

    /** A line for every thousand renditions. */
    record Lines(Terminal terminal) implements RebuildDisplay {
        private static final long STEP = 1000;

        @Override
        public void progressed(IndexRebuild.Report soFar) {
            if (soFar.seen() % STEP == 0) {
                terminal.say(summary(soFar));
            }
        }

        @Override
        public void unreadable(RenditionKey key, StoreException why) {
            terminal.say("unreadable: " + SafeText.of(String.valueOf(why.getMessage())));
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }

    /** A bar without an end, because the number of renditions is only known after all have been listed. */
    final class Bar implements RebuildDisplay {
        private static final String CLEAR_LINE = "\r\u001b[K";

        private final Terminal terminal;
        private final ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("index rebuild")
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .build();

        Bar(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void progressed(IndexRebuild.Report soFar) {
            bar.stepTo(soFar.seen());
        }

        @Override
        public void unreadable(RenditionKey key, StoreException why) {
            terminal.say(CLEAR_LINE + "unreadable: " + SafeText.of(String.valueOf(why.getMessage())));
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
