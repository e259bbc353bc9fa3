package dev.renditions.service.request;

import dev.renditions.api.MediaException;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.media.AudioStream;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.StreamCondition;
import dev.renditions.service.analysis.Analysis;
import dev.renditions.service.analysis.KnownAnalyses;
import dev.renditions.service.verify.DamageAssessment;
import dev.renditions.support.SettingName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Damage in the source of one request, and how renditions are made in spite of it or refused. The source is decoded to find the
 * damage once, when that is first needed. Not thread-safe.
 */
public final class SourceDamage {
    private final RenditionRequest request;
    private final Transcoder transcoder;
    private final SourceAnalyses analyses;
    private final SourceLimits limits;
    private final Memoized<DecodeCondition> whole = new Memoized<>();
    private final Memoized<DecodeCondition> sound = new Memoized<>();

    SourceDamage(RenditionRequest request, Transcoder transcoder, SourceAnalyses analyses, SourceLimits limits) {
        this.request = request;
        this.transcoder = transcoder;
        this.analyses = analyses;
        this.limits = limits;
    }

    /**
     * The same renditions, but with encodes in place of copies of streams that do not decode without damage. Each stream is
     * decoded once before it is copied.
     *
     * @param limit how long that may take
     */
    public List<MissingRendition> decodable(List<MissingRendition> missing, Duration limit) {
        List<Integer> copied = missing.stream()
                .flatMap(rendition -> rendition.plan().copied().stream())
                .distinct()
                .toList();
        if (copied.isEmpty()) {
            return missing;
        }
        Optional<DecodeCondition> found = known(copied, limit);
        return missing.stream()
                .map(rendition -> !rendition.plan().copies()
                                || found.filter(c -> c.intact(rendition.plan().copied()))
                                        .isPresent()
                        ? rendition
                        : encoding(rendition))
                .toList();
    }

    /** The same rendition, with encodes in place of copies. */
    public MissingRendition encoding(MissingRendition copy) {
        return copy.with((Plan.Make) Planner.plan(request.media(), copy.plan().profile()));
    }

    /**
     * Whether these streams decode without damage.
     *
     * @param limit how long it may take to decode them
     */
    public boolean isKnownIntact(Collection<Integer> streams, Duration limit) {
        return known(streams, limit).filter(c -> c.intact(streams)).isPresent();
    }

    /** Empty if the condition can't be determined. Then the encode reports what is wrong. */
    private Optional<DecodeCondition> known(Collection<Integer> streams, Duration limit) {
        try {
            return Optional.of(condition(streams, limit));
        } catch (MediaException e) {
            return Optional.empty();
        }
    }

    /**
     * The condition of the whole source. All of it is decoded, unless the result is remembered.
     *
     * @param limit how long that may take, the first time
     * @throws MediaException if the condition can't be determined within the limit
     */
    private DecodeCondition whole(Duration limit) {
        return whole.get(() -> examined(KnownAnalyses.CONDITION, request.media(), limit));
    }

    /**
     * The condition of at least these streams. If only audio is needed, only audio is decoded, which takes a fraction of the
     * time, unless the condition of all streams is known.
     *
     * @param limit how long that may take
     * @throws MediaException if the condition can't be determined within the limit
     */
    private DecodeCondition condition(Collection<Integer> streams, Duration limit) {
        MediaInfo audio = request.media().soundAlone();
        boolean alone = audio.audio().stream().map(AudioStream::index).toList().containsAll(streams)
                && whole.ifPresent().isEmpty()
                && analyses.find(KnownAnalyses.CONDITION).isEmpty();
        return alone ? sound.get(() -> examined(KnownAnalyses.SOUND_CONDITION, audio, limit)) : whole(limit);
    }

    private DecodeCondition examined(Analysis<DecodeCondition> analysis, MediaInfo part, Duration limit) {
        return analyses.get(analysis, () -> {
            DecodeCondition found =
                    transcoder.examine(Transcoder.Input.strict(request.spooled().file(), part), limit);
            request.requireUnchanged();
            return found;
        });
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * A rendition to make, with warnings about damage that the headers of the source show, and about audio that is left out.
     *
     * @throws MediaException if there are any and no damage is allowed
     */
    public MissingRendition missing(RenditionKey key, Plan.Make plan) {
        List<String> flaws = joined(request.media().flaws(), plan.omissions());
        if (!flaws.isEmpty()) {
            refuse(plan.profile(), flaws);
        }
        return new MissingRendition(key, plan, false, flaws);
    }

    /**
     * A second attempt for a rendition whose first attempt failed because the source may be damaged: damaged parts are left out
     * or concealed.
     *
     * @param reason why the first attempt failed
     * @param limit how long it may take to find the damage
     * @throws MediaException the reason, if there is too much damage; another one if no damage is allowed
     */
    public MissingRendition salvage(MissingRendition rendition, MediaException reason, Duration limit) {
        Profile profile = rendition.plan().profile();
        DecodeCondition found;
        try {
            found = withOtherAudio(whole(limit), rendition.plan(), limit);
        } catch (MediaException e) {
            throw reason;
        }
        List<Integer> lost = lost(rendition.plan(), found);
        List<Integer> kept = rendition.plan().streams().stream()
                .filter(stream -> !lost.contains(stream))
                .toList();
        DamageAssessment assessed = DamageAssessment.of(request.media(), found, kept);
        if (assessed.broken()) {
            throw reason;
        }
        List<String> warnings = joined(
                assessed.warnings(),
                joined(
                        lost.stream()
                                .map(stream -> "the audio in stream " + stream + " is left out: it is damaged")
                                .toList(),
                        rendition.plan().omissions()));
        if (!warnings.isEmpty()) {
            refuse(profile, warnings);
        }
        Plan plan = Planner.planEncode(
                request.media().withoutAudio(lost).asFarAs(found),
                profile,
                request.knownPackets().withGaps());
        if (plan instanceof Plan.Make make) {
            return new MissingRendition(rendition.key(), make, true, warnings);
        }
        throw reason;
    }

    /**
     * Adds the condition of the audio besides the main one. Each stream is decoded alone, since decoders do not say which stream
     * they complain about; it is absent if that fails.
     */
    private DecodeCondition withOtherAudio(DecodeCondition main, Plan.Make plan, Duration limit) {
        List<StreamCondition> all = new ArrayList<>(main.streams());
        for (int stream : plan.dispensable()) {
            List<Integer> others = request.media().audio().stream()
                    .map(AudioStream::index)
                    .filter(index -> index != stream)
                    .toList();
            MediaInfo alone = request.media().soundAlone().withoutAudio(others);
            try {
                all.addAll(transcoder
                        .examine(Transcoder.Input.strict(request.spooled().file(), alone), limit)
                        .streams());
            } catch (MediaException e) {
                // It is left out, as if none of it could be decoded.
            }
        }
        request.requireUnchanged();
        return new DecodeCondition(all, main.cut());
    }

    /** The streams that the rendition can do without, and that are too damaged to publish. */
    private List<Integer> lost(Plan.Make plan, DecodeCondition found) {
        return plan.dispensable().stream()
                .filter(stream -> found.stream(stream)
                                .filter(condition -> condition.parts() > 0)
                                .isEmpty()
                        || DamageAssessment.of(request.media(), found, List.of(stream))
                                .broken())
                .toList();
    }

    /**
     * If no damage is allowed, checks the whole source, not only the streams that the rendition is made from.
     *
     * @param limit how long that may take
     * @throws MediaException if there is any damage, or the condition can't be determined
     */
    public void requireWhole(Profile profile, Duration limit) {
        if (!strict(profile)) {
            return;
        }
        DecodeCondition found = whole(limit);
        List<Integer> streams =
                found.streams().stream().map(StreamCondition::stream).toList();
        List<String> damage =
                DamageAssessment.of(request.media(), found, streams).warnings();
        boolean wholeStill = request.media().still() && found.intact(streams);
        if (!wholeStill && !damage.isEmpty()) {
            refuse(profile, damage);
        }
    }

    private boolean strict(Profile profile) {
        return limits.strict() || profile.strict();
    }

    /** Refuses damage, if the profile or the setting says so. The kind tells whether other workers may accept the source. */
    private void refuse(Profile profile, List<String> damage) {
        if (strict(profile)) {
            throw new MediaException(
                    profile.strict() ? MediaException.Kind.DAMAGED : MediaException.Kind.STRICT,
                    String.join("; ", damage)
                            + " (refused by "
                            + (profile.strict() ? "the profile" : SettingName.STRICT) + ")");
        }
    }
}
