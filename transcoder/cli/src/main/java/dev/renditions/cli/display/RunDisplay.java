package dev.renditions.cli.display;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.kind.Profile;
import java.util.List;
import java.util.function.Consumer;

/** Shows how far a run is: bars where a person watches, plain lines elsewhere. Safe for use by many threads. */
public interface RunDisplay extends AutoCloseable {
    /** The kind that suits the terminal. */
    static RunDisplay of(Terminal terminal, int sources) {
        return terminal.interactive() ? new ProgressBarDisplay() : new LineDisplay(terminal, sources);
    }

    /** A source's turn begins. */
    Line begin(String source, List<Profile> profiles);

    @Override
    default void close() {}

    /** What is shown of one source. */
    interface Line extends RenditionListener, AutoCloseable {
        @Override
        default void close() {}

        /** This, and somebody else who wants to hear of results. */
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
