package dev.renditions.server;

import dev.renditions.api.Source;
import dev.renditions.api.SourceName;
import dev.renditions.files.PathRules;
import dev.renditions.http.ApiContext;
import dev.renditions.http.ApiRules;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.index.RenditionLocations;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.RenditionService;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * All that a local server works with; it stays its owner's to close. Immutable.
 *
 * @param service finds and makes renditions
 * @param index what it remembers them with
 * @param catalog the profiles that may be asked for
 * @param holdings the store, and links into it
 * @param gate who may ask for what
 * @param rules what the API goes by
 * @param files reads a local file
 * @param paths which folders other users can't redirect
 * @param objects reads what is no upload
 */
public record ServerParts(
        RenditionService service,
        RenditionLocations index,
        ProfileCatalog catalog,
        ApiContext.Holdings holdings,
        AccessPolicy gate,
        ApiRules rules,
        Function<Path, Source> files,
        PathRules paths,
        Function<SourceName, Source> objects) {}
