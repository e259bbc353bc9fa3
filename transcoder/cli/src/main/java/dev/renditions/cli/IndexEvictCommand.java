package dev.renditions.cli;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionException;
import dev.renditions.api.Sleeper;
import dev.renditions.api.StoreException;
import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.run.CleanStop;
import dev.renditions.cli.run.KnownContent;
import dev.renditions.config.Settings;
import dev.renditions.config.SettingsException;
import dev.renditions.config.SourceAddress;
import dev.renditions.config.Wiring;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Profile;
import dev.renditions.service.analysis.KnownAnalyses;
import dev.renditions.support.SafeText;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evicts one rendition, or all of a source or a profile, and their tracks from the index. Does not change the store. */
@Command(
        name = "evict",
        description =
                "Evicts locations and recorded failures of renditions, and locations of their tracks, from the index. Does not"
                        + " change the store.",
        customSynopsis = {
            "renditions index evict [OPTIONS] PROFILE PATH|s3://URI",
            "       renditions index evict [OPTIONS] --source PATH|s3://URI",
            "       renditions index evict [OPTIONS] --profile NAME"
        },
        footer = {"", "Example:", "  renditions index evict --source holiday.mp4 --index memcached://127.0.0.1:11211"})
final class IndexEvictCommand extends IndexSubcommand {
    @Parameters(
            arity = "0..2",
            paramLabel = "PROFILE PATH|s3://URI",
            hideParamSyntax = true,
            description = "the rendition of this profile and source")
    private List<String> rendition = List.of();

    @Option(
            names = "--source",
            paramLabel = "PATH|s3://URI",
            description = "every profile of this source, and the content hash of an object in S3")
    private String source = "";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "all renditions in the store of profiles with this name, with any settings")
    private String profile = "";

    IndexEvictCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = sharedIndexSettings();
        Eviction eviction = eviction(settings);
        try (Wiring wiring = Wiring.of(settings, 1)) {
            Evictor evictor =
                    new Evictor(wiring.index().renditions(), wiring.index().tracks(), Sleeper.SLEEP);
            try {
                String what = eviction.from(wiring, evictor);
                terminal().out().println(evictor.count() + ": " + SafeText.of(what));
                terminal().out().flush();
            } catch (RenditionException | IndexUnavailableException e) {
                if (evictor.asked() > 0) {
                    terminal().say("renditions: stopped early: " + evictor.count());
                }
                throw e;
            }
        }
        return 0;
    }

    private Eviction eviction(Settings settings) {
        int ways = (rendition.isEmpty() ? 0 : 1) + (source.isEmpty() ? 0 : 1) + (profile.isEmpty() ? 0 : 1);
        boolean half = !rendition.isEmpty() && rendition.size() != 2;
        if (ways != 1 || half) {
            throw new SettingsException(
                    List.of("select what to evict with exactly one of PROFILE PATH|s3://URI, --source PATH|s3://URI and"
                            + " --profile NAME"));
        }
        if (!source.isEmpty()) {
            SourceAddress address = address(source);
            return (wiring, evictor) ->
                    evictSource(wiring, evictor, address, settings.catalog().all());
        }
        if (!profile.isEmpty()) {
            checkName();
            return this::evictProfile;
        }
        Profile asked = profile(settings, rendition.get(0));
        SourceAddress address = address(rendition.get(1));
        return (wiring, evictor) -> evictRendition(wiring, evictor, address, asked);
    }

    /** Accepts removed profiles, which may still be in the index. */
    private void checkName() {
        if (!ProfileId.isName(profile)) {
            throw new SettingsException(List.of("'" + profile + "' is not a valid profile name"));
        }
    }

    private static String evictRendition(Wiring wiring, Evictor evictor, SourceAddress address, Profile profile) {
        KnownContent content = CleanStop.run(wiring, () -> KnownContent.of(wiring.source(address), wiring));
        evict(wiring.store(), evictor, new RenditionKey(content.hash(), profile.id()));
        return profile.name() + " of " + content.source().name();
    }

    private static String evictSource(Wiring wiring, Evictor evictor, SourceAddress address, List<Profile> profiles) {
        KnownContent content = CleanStop.run(wiring, () -> KnownContent.of(wiring.source(address), wiring));
        profiles.forEach(each -> evict(wiring.store(), evictor, new RenditionKey(content.hash(), each.id())));
        boolean hash =
                content.version().filter(wiring.index().contentHashes()::evict).isPresent();
        long analyses = KnownAnalyses.keys(content.hash()).stream()
                .filter(wiring.index().analyses()::evict)
                .count();
        return "the profiles of " + content.source().name() + (hash ? "; and its content hash" : "")
                + (analyses > 0 ? "; and " + analyses + " of its analyses" : "");
    }

    private String evictProfile(Wiring wiring, Evictor evictor) {
        try (Stream<RenditionKey> keys = wiring.store().keys()) {
            keys.filter(key -> key.profile().name().equals(profile))
                    .forEach(key -> evict(wiring.store(), evictor, key));
        }
        return "renditions of " + profile + " in the store";
    }

    /** Only the manifest names the tracks. */
    private static void evict(ObjectStore store, Evictor evictor, RenditionKey key) {
        evictor.evict(key);
        try {
            store.find(key).map(stored -> stored.manifest().tracks()).ifPresent(evictor::evict);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.NEWER_MANIFEST) {
                throw e;
            }
        }
    }

    /** Evicts something, and returns a description of it. */
    @FunctionalInterface
    private interface Eviction {
        String from(Wiring wiring, Evictor evictor);
    }
}
