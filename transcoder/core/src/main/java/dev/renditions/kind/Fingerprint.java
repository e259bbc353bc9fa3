package dev.renditions.kind;

import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.support.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical form of a profile's settings, and its digest. The canonical form states every setting, defaults included, in
 * alphabetical order. So the order in a file and an explicit default do not change the fingerprint. Name, description and time
 * to live are left out, since they do not change the output.
 */
final class Fingerprint {
    private Fingerprint() {}

    static ProfileId of(Profile profile) {
        ContentHash hash = ContentHash.of(canonical(profile).getBytes(StandardCharsets.UTF_8));
        return new ProfileId(profile.name(), hash.hex().substring(0, 12));
    }

    /** The text that is hashed: one line of JSON. */
    static String canonical(Profile profile) {
        Map<String, Object> settings = new TreeMap<>(profile.settings());
        settings.put("pipeline", profile.kind().pipelineVersion());
        settings.put("kind", profile.kind().word());
        if (profile.strict()) {
            settings.put("strict", true);
        }
        return CanonicalJson.of(settings);
    }
}
