package dev.renditions.service.encode;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.ReadyTrack;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds back the renditions that failed because of a ready track, and forwards all other results. The source is not at fault, so
 * it is not searched for damage.
 *
 * @param supply the tracks of the run
 * @param again receives the renditions to make again without the tracks that the supply rejects
 * @param whole receives the tracks whose segments turned out to be wrong
 * @param ends receives the other results
 */
record WithoutSuspects(
        TrackSupply supply, List<MissingRendition> again, Consumer<SegmentedTrack> whole, Ending.Sink ends)
        implements Ending.Sink {
    @Override
    public void ended(MissingRendition rendition, Ending ending) {
        boolean rejected = ending instanceof Ending.Failed failed
                && supply.reject(
                        failed.suspects().stream().map(ReadyTrack::recipe).toList(), failed.cause(), whole);
        if (rejected) {
            again.add(rendition);
        } else {
            ends.ended(rendition, ending);
        }
    }

    /**
     * After the files of a rendition were made: if they are not as planned, a ready track may be another than its manifest says.
     * If streams of the source were copied, these are suspected first.
     */
    void ended(Ending.Encoded encoded, Ending ending) {
        Ending judged = ending;
        if (ending instanceof Ending.Failed failed
                && failed.cause() instanceof MediaException reason
                && reason.concernsSource()
                && !encoded.order().plan().copies()) {
            judged = new Ending.Failed(reason, supply.used(encoded.tracks()));
        }
        ended(encoded.order().rendition(), judged);
    }
}
