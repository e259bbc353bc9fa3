package dev.renditions.service.encode;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.plan.MissingRendition;
import dev.renditions.plan.Plan;
import dev.renditions.service.request.RenditionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps back the failures that are worth a second attempt, and passes on every other ending. For one request and thread. */
final class SecondAttempts implements Ending.Sink {
    private final RenditionRequest request;
    private final Ending.Sink ends;
    private final Map<MissingRendition, MediaException> copies = new LinkedHashMap<>();
    private final Map<MissingRendition, MediaException> damaged = new LinkedHashMap<>();

    SecondAttempts(RenditionRequest request, Ending.Sink ends) {
        this.request = request;
        this.ends = ends;
    }

    @Override
    public void ended(MissingRendition rendition, Ending ending) {
        if (ending instanceof Ending.Failed failed && failed.cause() instanceof MediaException reason) {
            if (ofCopying(rendition.plan(), reason)) {
                copies.put(rendition, reason);
                return;
            }
            if (reason.concernsSource()) {
                damaged.put(rendition, reason);
                return;
            }
        }
        ends.ended(rendition, ending);
    }

    /**
     * Whether a failure may come of copying. A picture is copied in no time, so that another attempt costs little to lose;
     * beside a picture that was encoded, only what came out otherwise than planned can be the copied sound's fault.
     */
    private static boolean ofCopying(Plan.Make plan, MediaException reason) {
        return plan instanceof Plan.Video video
                && video.copies()
                && (video.copiesPicture() || reason.kind() == MediaException.Kind.UNPROVED);
    }

    /**
     * What is to be made again, and how. Those of which too little is left end here.
     *
     * @param limit how long it may take to find out what is damaged
     */
    List<MissingRendition> renditions(Duration limit) {
        List<MissingRendition> again = new ArrayList<>();
        copies.forEach((rendition, reason) -> {
            if (isDamaged(rendition, reason, limit)) {
                damaged.put(rendition, reason);
            } else {
                again.add(request.damage().encoding(rendition));
            }
        });
        damaged.forEach((rendition, reason) -> {
            try {
                again.add(request.damage().salvage(rendition, reason, limit));
            } catch (MediaException e) {
                ends.ended(rendition, new Ending.Failed(e));
            }
        });
        return again;
    }

    /**
     * Whether it may be what is encoded beside a copy that is damaged. Where the picture was copied, all streams are known
     * already; else they are decoded to find out, which only a decoder's complaint is worth.
     */
    private boolean isDamaged(MissingRendition rendition, MediaException reason, Duration limit) {
        boolean known = rendition.plan() instanceof Plan.Video video && video.copiesPicture();
        if (!reason.concernsSource() || (!known && reason.kind() != MediaException.Kind.DAMAGED)) {
            return false;
        }
        return !request.damage().isKnownIntact(rendition.plan().streams(), limit);
    }
}
