package dev.renditions.service;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Profile;
import dev.renditions.service.encode.ResolutionSink;
import dev.renditions.service.lookup.Resolution;
import dev.renditions.service.request.MissingRendition;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.service.request.TimeAttribution;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns answers, or what was thrown instead of them, into the results of one request, and tells its listener. For one thread. */
final class ResultCollector implements ResolutionSink {
    private static final Logger LOG = LoggerFactory.getLogger(ResultCollector.class);

    private final RenditionRequest work;
    private final Function<Profile, ProfileId> ids;
    private final TimeAttribution times;
    private final Map<Profile, RenditionResult> results = new HashMap<>();

    ResultCollector(RenditionRequest work, Clock clock, Function<Profile, ProfileId> ids) {
        this.work = work;
        this.times = new TimeAttribution(clock);
        this.ids = ids;
    }

    /** Begins with one profile; what is thrown is its result. */
    void attempt(Profile profile, Part part) {
        try {
            attempt(part);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(profile, e);
        }
        if (!results.containsKey(profile)) {
            times.missed(profile);
        }
    }

    /** Works for all of them; an interrupt is told as the port of the service says. */
    void attempt(Part part) {
        try {
            part.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(
                    "cancelled: renditions of " + work.source().name());
        }
    }

    /** The result of a profile; empty if it has none yet. */
    Optional<RenditionResult> of(Profile profile) {
        return Optional.ofNullable(results.get(profile));
    }

    /** One result for each profile. */
    List<RenditionResult> inOrder(List<Profile> profiles) {
        return profiles.stream().map(results::get).toList();
    }

    @Override
    public void answered(MissingRendition wanted, Resolution answer) {
        answered(wanted.plan().profile(), answer);
    }

    @Override
    public void failed(MissingRendition wanted, RuntimeException reason) {
        failed(wanted.plan().profile(), reason);
    }

    void answered(Profile profile, Resolution answer) {
        finish(profile, answer, Optional.empty());
    }

    private void failed(Profile profile, RuntimeException reason) {
        String sentence = String.valueOf(reason.getMessage());
        if (!(reason instanceof RenditionException)) {
            logged(
                    profile,
                    () -> LOG.error(
                            "{} of {} failed for a reason that nobody foresaw",
                            profile.name(),
                            work.source().name(),
                            reason));
            sentence = "an error in Renditions itself: " + reason;
        }
        finish(profile, Resolution.without(Outcome.FAILED, sentence), Optional.of(reason));
    }

    private void finish(Profile profile, Resolution answer, Optional<RuntimeException> failure) {
        RenditionResult result = new RenditionResult(
                work.source().name(),
                work.content(),
                ids.apply(profile),
                answer.outcome(),
                answer.location(),
                times.answered(profile, answer.took()),
                answer.saved(),
                answer.wasted(),
                answer.reason(),
                failure);
        results.put(profile, result);
        logged(profile, () -> work.listener().finished(result));
    }

    private void logged(Profile profile, Runnable part) {
        work.content()
                .map(content -> new RenditionKey(content, ids.apply(profile)))
                .ifPresentOrElse(key -> RenditionLogContext.during(key, part::run), part);
    }
}
