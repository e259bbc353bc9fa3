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
 * The parts that a local server works with; the caller closes them. Immutable.
 *
 * @param service finds and makes renditions
 * @param index the service's index
 * @param catalog the profiles that clients may request
 * @param holdings the store, and links to its files
 * @param gate decides who may request what
 * @param rules limits and lifetimes of the API
 * @param files opens a local file
 * @param paths which folders other users can't redirect
 * @param objects opens sources that are not uploads
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
