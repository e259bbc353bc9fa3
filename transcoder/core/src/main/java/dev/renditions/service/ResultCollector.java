package dev.renditions.service;

import dev.renditions.api.Ending;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Profile;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.service.request.TimeAttribution;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the results of one request, and notifies its listener. Not thread-safe. */
final class ResultCollector implements Ending.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(ResultCollector.class);

    private final RenditionRequest request;
    private final Function<Profile, ProfileId> ids;
    private final TimeAttribution times;
    private final Map<Profile, RenditionResult> results = new HashMap<>();

    ResultCollector(RenditionRequest request, Clock clock, Function<Profile, ProfileId> ids) {
        this.request = request;
        this.times = new TimeAttribution(clock);
        this.ids = ids;
    }

    /** One result for each profile. */
    List<RenditionResult> inOrder(List<Profile> profiles) {
        return profiles.stream().map(results::get).toList();
    }

    /** Records that a rendition was not found, so that its result comes later. */
    void missed(Profile profile) {
        times.missed(profile);
    }

    @Override
    public void ended(MissingRendition rendition, Ending ending) {
        ended(rendition.plan().profile(), ending);
    }

    /**
     * The same for a rendition that may not have been missing.
     *
     * @return its result
     */
    RenditionResult ended(Profile profile, Ending ending) {
        ending.failure()
                .filter(failure -> !(failure instanceof RenditionException))
                .ifPresent(failure -> logged(
                        profile,
                        () -> LOG.error(
                                "{} of {} failed unexpectedly",
                                profile.name(),
                                request.source().name(),
                                failure)));
        RenditionResult result = new RenditionResult(
                request.source().name(),
                request.content(),
                ids.apply(profile),
                ending.outcome(),
                ending.location(),
                times.answered(profile, ending.took()),
                ending.saved(),
                ending.wasted(),
                ending.use(),
                ending.reason(),
                ending.failure());
        results.put(profile, result);
        logged(profile, () -> request.listener().finished(result));
        return result;
    }

    private void logged(Profile profile, Runnable part) {
        request.content()
                .map(content -> new RenditionKey(content, ids.apply(profile)))
                .ifPresentOrElse(key -> RenditionLogContext.during(key, part::run), part);
    }
}
