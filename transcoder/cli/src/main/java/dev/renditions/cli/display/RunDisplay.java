package dev.renditions.cli.display;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.kind.Profile;
import java.util.List;
import java.util.function.Consumer;

/** Shows the progress of a run: bars on a terminal, otherwise plain lines. Thread-safe. */
public interface RunDisplay extends AutoCloseable {
    /** Bars for an interactive terminal, otherwise lines. */
    static RunDisplay of(Terminal terminal, int sources) {
        return terminal.interactive() ? new ProgressBarDisplay() : new LineDisplay(terminal, sources);
    }

    /** Begins the display of a source. */
    Line begin(String source, List<Profile> profiles);

    @Override
    default void close() {}

    /** The display of one source. */
    interface Line extends RenditionListener, AutoCloseable {
        @Override
        default void close() {}

        /** A listener that notifies this display, and a consumer of results. */
        default RenditionListener and(Consumer<RenditionResult> each) {
            Line line = this;
            return new RenditionListener() {
                @Override
                public void encoding(Profile profile) {
                    line.encoding(profile);
                }

                @Override
                public void progress(Profile profile, EncodeProgress step) {
                    line.progress(profile, step);
                }

                @Override
                public void finished(RenditionResult result) {
                    line.finished(result);
                    each.accept(result);
                }
            };
        }
    }
}
