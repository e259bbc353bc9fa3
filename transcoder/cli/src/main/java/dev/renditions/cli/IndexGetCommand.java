package dev.renditions.cli;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.cli.display.Amounts;
import dev.renditions.cli.display.Table;
import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.run.CleanStop;
import dev.renditions.cli.run.KnownContent;
import dev.renditions.config.Setting;
import dev.renditions.config.Settings;
import dev.renditions.config.SourceAddress;
import dev.renditions.config.Wiring;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.kind.Profile;
import dev.renditions.service.analysis.KnownAnalyses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the index entries of a rendition and of its tracks, and whether the store confirms them. */
@Command(
        name = "get",
        description =
                "Shows the index entries of a rendition and of its tracks, and whether the store holds them. Encodes nothing.",
        footer = {"", "Example:", "  renditions index get poster holiday.mp4 --index memcached://127.0.0.1:11211"})
final class IndexGetCommand extends IndexSubcommand {
    private static final String FOREIGN =
            "a value that this key does not authenticate: forged, damaged, or written by a worker with another "
                    + Setting.INDEX_KEY.flag() + " or store; it is treated as absent";

    @Parameters(index = "0", paramLabel = "PROFILE", description = "the profile's name")
    private String profile = "";

    @Parameters(index = "1", paramLabel = "PATH|s3://URI", description = "the source")
    private String source = "";

    IndexGetCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = sharedIndexSettings();
        Profile asked = profile(settings, profile);
        SourceAddress address = address(source);
        try (Wiring wiring = Wiring.of(settings, 1)) {
            KnownContent content = CleanStop.run(wiring, () -> KnownContent.of(wiring.source(address), wiring));
            RenditionKey key = new RenditionKey(content.hash(), asked.id());
            long unopened = wiring.index().unopened();
            Optional<RenditionLocation> entry = wiring.index().locations().find(key);
            boolean sealed = wiring.index().unopened() == unopened;
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("source", content.source().name()));
            rows.add(List.of("content hash", content.hash() + ", " + content.how()));
            rows.add(List.of("index key", IndexKeys.location(key)));
            rows.add(List.of("index entry", entry.map(IndexGetCommand::describe).orElse(sealed ? "none" : FOREIGN)));
            wiring.index()
                    .failures()
                    .find(key)
                    .ifPresent(f -> rows.add(List.of("recorded failure", f.kind() + ": " + f.reason())));
            rows.add(List.of("store", inStore(wiring.store(), key, entry)));
            wiring.store().find(key).ifPresent(stored -> rows.addAll(tracks(stored.manifest(), wiring)));
            rows.add(List.of("analyses", analyses(wiring, content.hash())));
            Table.print(List.of("PART", "VALUE"), rows, terminal().out());
        }
        return 0;
    }

    private static String describe(RenditionLocation location) {
        return location.uri() + ", " + location.mediaType() + ", " + sizes(location) + ", "
                + Amounts.seconds(location.encodeTime()) + " s of encoding";
    }

    private static String sizes(RenditionLocation location) {
        String main = Amounts.size(location.bytes());
        return location.allBytes() == location.bytes()
                ? main
                : main + " of " + Amounts.size(location.allBytes()) + " in all its files";
    }

    /** A row for each track: what it is, and where index and pointer say that others find it. */
    private static List<List<String>> tracks(Manifest manifest, Wiring wiring) {
        Set<TrackId> ids = manifest.tracks().stream().map(RenditionTrack::id).collect(Collectors.toSet());
        Map<TrackId, TrackLocation> indexed = wiring.index().tracks().findAll(ids);
        return manifest.tracks().stream()
                .map(track -> List.of(
                        "track",
                        track.id() + " in " + track.file() + ", " + Amounts.seconds(track.encodeTime())
                                + " s of encoding; index: "
                                + where(manifest, track, Optional.ofNullable(indexed.get(track.id())), wiring.store())
                                + "; pointer: "
                                + where(manifest, track, wiring.store().findTrack(track.id()), wiring.store())))
                .toList();
    }

    private static String where(
            Manifest manifest, RenditionTrack track, Optional<TrackLocation> location, ObjectStore store) {
        if (location.isEmpty()) {
            return "none";
        }
        if (location.get().equals(manifest.locationOf(track))) {
            return "here";
        }
        String there = location.get().rendition() + "/" + location.get().file();
        return store.confirm(track.id(), location.get()).isPresent() ? there : there + ", which does not have it";
    }

    /** Which analyses of a content are remembered, and where. */
    private static String analyses(Wiring wiring, ContentHash content) {
        List<String> known = new ArrayList<>();
        for (AnalysisKey key : KnownAnalyses.keys(content)) {
            List<String> places = new ArrayList<>();
            wiring.index().analyses().find(key).ifPresent(text -> places.add("index"));
            wiring.store().analyses().find(key).ifPresent(text -> places.add("store"));
            if (!places.isEmpty()) {
                known.add(key.name() + "-" + key.version() + " (" + String.join(", ", places) + ")");
            }
        }
        return known.isEmpty() ? "none" : String.join(", ", known);
    }

    private static String inStore(ObjectStore store, RenditionKey key, Optional<RenditionLocation> entry) {
        if (entry.filter(location -> store.holds(key, location)).isPresent()) {
            return "holds it there";
        }
        String holds = store.find(key)
                .map(StoredRendition::location)
                .filter(location -> store.holds(key, location))
                .map(location -> "holds it at " + location.uri())
                .orElse("does not hold it");
        return entry.isPresent() ? "not where the index says; " + holds : holds;
    }
}
