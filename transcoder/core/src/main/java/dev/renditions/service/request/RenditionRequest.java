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
import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TrackId;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.service.analysis.KnownAnalyses;
import dev.renditions.service.analysis.RememberedAnalyses;
import dev.renditions.service.index.FailSoftContentHashes;
import dev.renditions.service.index.IndexTimeoutBudget;
import dev.renditions.workspace.FreeSpaceGuard;
import dev.renditions.workspace.SourceSpooler;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One source while its renditions are looked up and made. Costly steps (a look at the source, reading and probing it) run once,
 * when they are first needed; failures are kept too. Only for the thread that created it: see {@link IndexTimeoutBudget}.
 */
public final class RenditionRequest implements AutoCloseable {
    private final Source source;
    private final Transcoder transcoder;
    private final FailSoftContentHashes contentHashes;
    private final RenditionListener listener;
    private final CallerDeadline deadline;
    private final SourceLimits limits;
    private final FreeSpaceGuard freeSpace;
    private final SourceSpooler spooler;
    private final IndexTimeoutBudget.Request request = IndexTimeoutBudget.begin();
    private final RequestFolders folders;
    private final Memoized<Optional<ContentHash>> known = new Memoized<>();
    private final Memoized<SpooledSource> spooled = new Memoized<>();
    private final Memoized<MediaInfo> media = new Memoized<>();
    private final SourceAnalyses analyses;
    private final SourcePackets packets;
    private final SourcePlans plans;
    private final SourceTracks tracks;
    private final SourceDamage damage;

    public RenditionRequest(
            Source source,
            List<Profile> profiles,
            Workspace workspace,
            Transcoder transcoder,
            FailSoftContentHashes contentHashes,
            RememberedAnalyses analyses,
            RenditionListener listener,
            Instant deadline,
            SourceLimits limits) {
        this.source = source;
        this.folders = new RequestFolders(workspace);
        this.transcoder = transcoder;
        this.contentHashes = contentHashes;
        this.listener = listener;
        this.deadline = new CallerDeadline(deadline);
        this.limits = limits;
        this.freeSpace = new FreeSpaceGuard(workspace, limits.freeBytes());
        this.spooler = new SourceSpooler(workspace, limits);
        this.analyses = new SourceAnalyses(this, analyses);
        this.packets = new SourcePackets(this, transcoder, this.analyses, profiles);
        this.plans = new SourcePlans(this, transcoder, this.analyses, packets);
        this.tracks = new SourceTracks(this, transcoder, this.analyses);
        this.damage = new SourceDamage(this, transcoder, this.analyses, limits);
    }

    public Source source() {
        return source;
    }

    public RenditionListener listener() {
        return listener;
    }

    /** The source's hash if it is known without reading the source: from the index, or declared by the source's store. */
    public Optional<ContentHash> knownContent() {
        return known.get(() -> {
            Optional<SourceVersion> version = source.version();
            Optional<ContentHash> remembered = version.flatMap(contentHashes::find);
            if (remembered.isPresent()) {
                return remembered;
            }
            Optional<ContentHash> declared = source.declaredContent();
            declared.ifPresent(content -> version.ifPresent(v -> contentHashes.record(v, content)));
            return declared;
        });
    }

    /** The source's hash if it is known by now; does no I/O. */
    public Optional<ContentHash> content() {
        return spooled.ifPresent()
                .map(SpooledSource::content)
                .or(() -> known.ifPresent().flatMap(k -> k));
    }

    /** The source's bytes in a local file, hashed. */
    public SpooledSource spooled() {
        return spooled.get(() -> {
            Optional<ContentHash> expected = content();
            SpooledSource read = spooler.spool(source, folders::whole);
            read.version().ifPresent(version -> contentHashes.record(version, read.content()));
            if (!expected.equals(Optional.of(read.content()))) {
                media.forget();
                packets.forget();
                tracks.forget();
            }
            return read;
        });
    }

    /** Whether the {@link #spooled()} file, if it was read, is still the one that was hashed. */
    public boolean isUnchanged() {
        return spooled.ifPresent().map(SpooledSource::unchanged).orElse(true);
    }

    /**
     * Checks that the {@link #spooled()} file, if it was read, is still the one that was hashed. Call it before a result for that
     * content is recorded or published. A source that was not read had nothing to do with the result.
     *
     * @throws SourceException of kind CHANGED if the file changed or was deleted
     */
    public void requireUnchanged() {
        if (!isUnchanged()) {
            throw new SourceException(
                    SourceException.Kind.CHANGED,
                    source.name() + " changed while it was encoded, or was deleted; nothing was published, try again");
        }
    }

    /** Whether the source has this content, as far as is known by now. A plan may be older than the first read of the source. */
    public boolean isOf(ContentHash content) {
        return content().filter(content::equals).isPresent();
    }

    /** How much has to be read before anything of the source can be encoded; the maximum if it is unknown. */
    public long bytesToRead() {
        return spooled.ifPresent().isPresent() ? 0 : source.bytes().orElse(Long.MAX_VALUE);
    }

    /**
     * The {@link #spooled()} file of a source that was planned before it was read.
     *
     * @param planned the content that the plan is for
     * @throws SourceException of kind CHANGED if the source has another content
     */
    public Path file(ContentHash planned) {
        Path file = spooled().file();
        requireContent(planned);
        return file;
    }

    /**
     * Checks that the source, if it was read, has the content that a plan is for.
     *
     * @throws SourceException of kind CHANGED if it has another content
     */
    public void requireContent(ContentHash planned) {
        if (!isOf(planned)) {
            throw new SourceException(
                    SourceException.Kind.CHANGED,
                    source.name() + " has another content than was known of it; try again");
        }
    }

    /**
     * Whether a profile can be planned without reading the source: its {@link #content} is known, and so is what the plan depends
     * on.
     */
    public boolean isAnalyzed(Profile profile) {
        return plans.isAnalyzed(profile);
    }

    /**
     * Checks the size of the source, unless it was read, which includes the check.
     *
     * @throws MediaException of kind LIMIT if it is known and too large
     */
    public void checkSize() {
        if (spooled.ifPresent().isEmpty()) {
            source.bytes().ifPresent(limits::checkBytes);
        }
    }

    /** The probed contents of the source. */
    public MediaInfo media() {
        return media.get(() -> {
            MediaInfo found = analyses.get(
                    KnownAnalyses.PROBE, () -> transcoder.probe(spooled().file()));
            limits.check(found);
            return found;
        });
    }

    /**
     * The plan for a profile. Reads the packets of the source only if the plan depends on them.
     *
     * @return never {@link Plan.Unusable}
     * @throws MediaException of kind UNSUPPORTED or DAMAGED if a stream that it needs can't be decoded, of kind ENGINE if the
     *     transcoder can't encode what it needs
     */
    public Plan plan(Profile profile) {
        return plans.plan(profile);
    }

    /** What earlier runs measured of the {@link #spooled} source, for runs that read it without tolerating damage. */
    public Transcoder.Measurements measurements() {
        return new SourceMeasurements(analyses);
    }

    /** Statistics of the packets, which are read now unless they are known; empty if they can't be read. */
    public PacketStats packets() {
        return packets.stats();
    }

    /** Statistics of the packets; empty if they were not read or can't be read. */
    PacketStats knownPackets() {
        return packets.ifNeeded();
    }

    /** Damage of the source, and what can be made in spite of it. */
    public SourceDamage damage() {
        return damage;
    }

    /** An empty folder for the files of one rendition. */
    public Workspace.Folder folderFor(Profile profile) {
        return folders.whole().open("out-" + profile.name());
    }

    /** An empty folder for copies of tracks that exist. */
    public Workspace.Folder folderForTracks() {
        return folders.whole().open("tracks");
    }

    /** An empty folder for segments of tracks. */
    public Workspace.Folder folderForSegments() {
        return folders.whole().open("segments");
    }

    /**
     * The IDs of tracks of this source.
     *
     * @param clock tells the time until the deadline of the caller, of which hashing the streams may take a part
     */
    public Map<TrackRecipe, TrackId> trackIds(Collection<TrackRecipe> recipes, Clock clock) {
        return tracks.ids(recipes, clock);
    }

    /** Guards the free space of the disk that has the files of renditions until they are published. */
    public FreeSpaceGuard freeSpace() {
        return freeSpace;
    }

    /** The time until the deadline of the caller; empty without a deadline. */
    public Optional<Duration> left(Clock clock) {
        return deadline.left(clock);
    }

    /**
     * The limits, shortened to the time until the deadline of the caller.
     *
     * @throws BusyException if no time is left
     */
    public RequestLimits within(RequestLimits limits, Clock clock) {
        return deadline.within(limits, clock);
    }

    @Override
    public void close() {
        request.close();
        folders.close();
    }
}
