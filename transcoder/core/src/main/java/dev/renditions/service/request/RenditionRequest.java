package dev.renditions.service.request;

import dev.renditions.api.BusyException;
import dev.renditions.api.MediaException;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.SpooledSource;
import dev.renditions.api.Transcoder;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SourceVersion;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.media.AudioStream;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.StreamCondition;
import dev.renditions.media.UndecodableStream;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.IndexTimeoutBudget;
import dev.renditions.service.verify.ConditionCodec;
import dev.renditions.service.verify.DamageAssessment;
import dev.renditions.support.SettingName;
import dev.renditions.workspace.FreeSpaceGuard;
import dev.renditions.workspace.SourceSpooler;
import dev.renditions.workspace.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source while its renditions are looked for and made. What costs something (looking at the source, reading it, probing
 * it) is done when it is first needed, and once, failures included. For one thread, whose request it is: see
 * {@link IndexTimeoutBudget}.
 */
public final class RenditionRequest implements AutoCloseable {
    private final Source source;
    private final List<Profile> profiles;
    private final Workspace workspace;
    private final Transcoder transcoder;
    private final FailSoftIndex index;
    private final RenditionListener listener;
    private final Instant deadline;
    private final SourceLimits limits;
    private final FreeSpaceGuard room;
    private final SourceSpooler intake;
    private final IndexTimeoutBudget.Request request = IndexTimeoutBudget.begin();
    private Workspace.@Nullable Folder folder;
    private final Memoized<Optional<ContentHash>> known = new Memoized<>();
    private final Memoized<SpooledSource> spooled = new Memoized<>();
    private final Memoized<MediaInfo> media = new Memoized<>();
    private final Memoized<PacketStats> packets = new Memoized<>();
    private final Memoized<DecodeCondition> condition = new Memoized<>();
    private final Memoized<DecodeCondition> soundCondition = new Memoized<>();

    public RenditionRequest(
            Source source,
            List<Profile> profiles,
            Workspace workspace,
            Transcoder transcoder,
            FailSoftIndex index,
            RenditionListener listener,
            Instant deadline,
            SourceLimits limits) {
        this.source = source;
        this.profiles = List.copyOf(profiles);
        this.workspace = workspace;
        this.transcoder = transcoder;
        this.index = index;
        this.listener = listener;
        this.deadline = deadline;
        this.limits = limits;
        this.room = new FreeSpaceGuard(workspace, limits.freeBytes());
        this.intake = new SourceSpooler(workspace, limits);
    }

    public Source source() {
        return source;
    }

    public RenditionListener listener() {
        return listener;
    }

    /** The source's hash if it can be had without reading the source: remembered, or declared by whoever keeps it. */
    public Optional<ContentHash> knownContent() {
        return known.get(() -> {
            Optional<SourceVersion> version = source.version();
            Optional<ContentHash> remembered = version.flatMap(index::findContent);
            if (remembered.isPresent()) {
                return remembered;
            }
            Optional<ContentHash> declared = source.declaredContent();
            declared.ifPresent(content -> version.ifPresent(v -> remember(v, content)));
            return declared;
        });
    }

    /** The source's hash as far as it is known by now; reads nothing. */
    public Optional<ContentHash> content() {
        return spooled.ifPresent()
                .map(SpooledSource::content)
                .or(() -> known.ifPresent().flatMap(k -> k));
    }

    /** The source's bytes, at hand and hashed. */
    public SpooledSource spooled() {
        return spooled.get(() -> {
            SpooledSource read = intake.spool(source, this::opened);
            read.version().ifPresent(version -> remember(version, read.content()));
            return read;
        });
    }

    /**
     * Checks that what was {@link #spooled()} is what was hashed, before anything is said of that content for good.
     *
     * @throws SourceException of kind CHANGED if it is not, or is gone
     */
    public void requireUnchanged() {
        if (!spooled().unchanged()) {
            throw new SourceException(
                    SourceException.Kind.CHANGED,
                    source.name() + " changed while it was encoded, or vanished; nothing was published, try again");
        }
    }

    private Workspace.Folder opened() {
        Workspace.Folder opened = workspace.open();
        folder = opened;
        return opened;
    }

    /** What the source holds. */
    public MediaInfo media() {
        return media.get(() -> {
            MediaInfo found = transcoder.probe(spooled().file());
            limits.check(found);
            return found;
        });
    }

    /**
     * What is to be done for a profile. The packets are read only where it depends on them.
     *
     * @return never {@link Plan.Unusable}
     * @throws MediaException of kind UNSUPPORTED or DAMAGED if what it needs of the source can't be decoded, of kind ENGINE if
     *     the transcoder can't make what it needs
     */
    public Plan plan(Profile profile) {
        PacketStats stats = Planner.needsPackets(media(), profile) ? packets() : PacketStats.NONE;
        Plan plan = Planner.plan(media(), profile, stats);
        if (plan instanceof Plan.Unusable unusable) {
            throw failure(unusable.stream());
        }
        if (plan instanceof Plan.Make) {
            transcoder.unable(profile).ifPresent(reason -> {
                throw new MediaException(MediaException.Kind.ENGINE, reason);
            });
        }
        return plan;
    }

    /**
     * How well the source decodes. All of it is decoded to find out, unless the index remembers.
     *
     * @param limit how long that may take, the first time
     * @throws MediaException if it can't be found out, or not within the limit
     */
    DecodeCondition condition(Duration limit) {
        return condition.get(() -> examined(ConditionCodec.WHOLE, media(), limit));
    }

    /**
     * How well these streams decode at least. Sound alone is decoded by itself, which takes a fraction of the time.
     *
     * @param limit how long that may take
     * @throws MediaException if it can't be found out, or not within the limit
     */
    public DecodeCondition condition(Collection<Integer> streams, Duration limit) {
        MediaInfo sound = media().soundAlone();
        boolean alone = condition.ifPresent().isEmpty()
                && sound.audio().stream().map(AudioStream::index).toList().containsAll(streams);
        return alone ? soundCondition.get(() -> examined(ConditionCodec.SOUND, sound, limit)) : condition(limit);
    }

    private DecodeCondition examined(ConditionCodec codec, MediaInfo part, Duration limit) {
        AnalysisKey key = codec.key(spooled().content());
        return index.findAnalysis(key).flatMap(codec::read).orElseGet(() -> {
            DecodeCondition found =
                    transcoder.examine(Transcoder.Input.strict(spooled().file(), part), limit);
            requireUnchanged();
            index.recordAnalysis(key, codec.write(found), FailSoftIndex.CONTENT_TTL);
            return found;
        });
    }

    /**
     * A rendition to make, with warnings of what the headers of the source show to be damaged.
     *
     * @throws MediaException if they show damage, and none is allowed
     */
    public MissingRendition wanted(RenditionKey key, Plan.Make plan) {
        List<String> flaws = media().flaws();
        if (!flaws.isEmpty()) {
            refuseDamage(plan.profile(), flaws);
        }
        return new MissingRendition(key, plan, false, flaws);
    }

    /**
     * How a rendition is made of a damaged source that could not be made as if it were whole.
     *
     * @param reason why it could not
     * @param limit how long it may take to find out what is damaged
     * @throws MediaException the reason, if there is too much damage, or none is allowed
     */
    public MissingRendition salvage(MissingRendition wanted, MediaException reason, Duration limit) {
        Profile profile = wanted.plan().profile();
        DecodeCondition found;
        try {
            found = condition(limit);
        } catch (MediaException e) {
            throw reason;
        }
        DamageAssessment damage =
                DamageAssessment.of(media(), found, wanted.plan().streams());
        if (damage.broken()) {
            throw reason;
        }
        if (!damage.warnings().isEmpty()) {
            refuseDamage(profile, damage.warnings());
        }
        Plan plan = Planner.encode(
                media().asFarAs(found), profile, packets.ifPresent().orElse(PacketStats.NONE));
        if (plan instanceof Plan.Make make) {
            return new MissingRendition(wanted.key(), make, true, damage.warnings());
        }
        throw reason;
    }

    /**
     * Looks for damage where none is allowed, in all of the source: what a rendition is made of may be whole in a source that
     * is not.
     *
     * @param limit how long that may take
     * @throws MediaException if there is any, or it can't be found out
     */
    public void requireWhole(Profile profile, Duration limit) {
        if (!strict(profile)) {
            return;
        }
        DecodeCondition found = condition(limit);
        List<Integer> streams =
                found.streams().stream().map(StreamCondition::stream).toList();
        List<String> damage = DamageAssessment.of(media(), found, streams).warnings();
        boolean wholeStill = media().still() && found.intact(streams);
        if (!wholeStill && !damage.isEmpty()) {
            refuseDamage(profile, damage);
        }
    }

    private boolean strict(Profile profile) {
        return limits.strict() || profile.strict();
    }

    /** Where damage is refused. What another may publish is remembered as such. */
    private void refuseDamage(Profile profile, List<String> damage) {
        if (strict(profile)) {
            throw new MediaException(
                    profile.strict() ? MediaException.Kind.DAMAGED : MediaException.Kind.STRICT,
                    String.join("; ", damage)
                            + " (refused by "
                            + (profile.strict() ? "the profile" : SettingName.STRICT) + ")");
        }
    }

    private static MediaException failure(UndecodableStream stream) {
        return new MediaException(
                stream.damaged() ? MediaException.Kind.DAMAGED : MediaException.Kind.UNSUPPORTED, stream.reason());
    }

    /** Nothing where the packets can't be read: then the source is encoded, and that says what is wrong. */
    private PacketStats packets() {
        return packets.get(() -> {
            try {
                return transcoder.packets(spooled().file(), media(), Planner.rates(profiles));
            } catch (MediaException e) {
                return PacketStats.NONE;
            }
        });
    }

    /** An empty folder for the files of one rendition of what was {@link #spooled()}. */
    public Workspace.Folder folderFor(Profile profile) {
        Workspace.Folder opened = folder;
        if (opened == null) {
            throw new IllegalStateException("nothing was spooled yet");
        }
        return opened.open("out-" + profile.name());
    }

    /** Where the files of renditions lie until they are published. */
    public FreeSpaceGuard room() {
        return room;
    }

    /** How long the caller still has; empty if it has all the time there is. */
    public Optional<Duration> left(Clock clock) {
        return deadline.equals(Instant.MAX)
                ? Optional.empty()
                : Optional.of(Duration.between(clock.instant(), deadline));
    }

    /**
     * The limits as far as the caller's own time allows them.
     *
     * @throws BusyException if it has no time left
     */
    public RequestLimits within(RequestLimits limits, Clock clock) {
        if (deadline.equals(Instant.MAX)) {
            return limits;
        }
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new BusyException("no time was left to make it; ask again", Duration.ofSeconds(1));
        }
        return limits.within(left);
    }

    private void remember(SourceVersion version, ContentHash content) {
        index.recordContent(version, content, FailSoftIndex.CONTENT_TTL);
    }

    @Override
    public void close() {
        request.close();
        if (folder != null) {
            folder.close();
        }
    }
}
