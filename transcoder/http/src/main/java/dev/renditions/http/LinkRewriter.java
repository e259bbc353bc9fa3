package dev.renditions.http;

import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.http.access.Signature;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.kind.Profile;
import dev.renditions.packaging.UriReferences;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Links to the files of one rendition for one request. The API itself serves files that name other files of their
 * rendition (playlists, manifests, storyboard cues), with links in place of the names. Every other file is linked to
 * where it is stored.
 *
 * <p>Links back to the API repeat the signature of the request. A signature made for each link would admit its whole
 * path anew, so a client could renew a link for ever.
 */
final class LinkRewriter {
    private static final String PLAYLIST = "application/vnd.apple.mpegurl";
    private static final String MANIFEST = "application/dash+xml";

    private final ApiContext parts;
    private final Profile profile;
    private final StoredRendition rendition;
    private final ApiRequest request;
    private final AnswerLinks terms;
    private final BinaryOperator<String> paths;
    /** A cache, since a playlist names its track hundreds of times. */
    private final Map<String, String> links = new HashMap<>();

    /**
     * Rewrites the links of one response.
     *
     * @param request the request for the rendition
     * @param terms the terms of the links in the response
     * @param paths maps the request's path and the name of a playlist or manifest to the path that ends in that name
     */
    LinkRewriter(
            ApiContext parts,
            Profile profile,
            StoredRendition rendition,
            ApiRequest request,
            AnswerLinks terms,
            BinaryOperator<String> paths) {
        this.parts = parts;
        this.profile = profile;
        this.rendition = rendition;
        this.request = request;
        this.terms = terms;
        this.paths = paths;
    }

    /** Whether a file names other files of its rendition. */
    static boolean hasReferences(Profile profile, String mediaType) {
        return mediaType.equals(PLAYLIST)
                || mediaType.equals(MANIFEST)
                || profile.linkingTypes().contains(mediaType);
    }

    /** The content of a file that names other files, with links in place of the names. */
    String text(RenditionFile file) {
        String text = new String(parts.holdings().store().read(rendition, file), StandardCharsets.UTF_8);
        UnaryOperator<String> link = this::link;
        return switch (file.mediaType()) {
            case PLAYLIST -> UriReferences.inPlaylist(text, link);
            case MANIFEST -> UriReferences.inManifest(text, link);
            default -> UriReferences.inCues(text, link);
        };
    }

    /** The link to a file. */
    URI link(RenditionFile file) {
        if (hasReferences(profile, file.mediaType())) {
            return URI.create(profile.streamed() ? inPath(file) : inQuery(file));
        }
        return parts.holdings().links().to(rendition.manifest().key(), rendition.uri(file), terms.file());
    }

    /** A path that ends in the file's name, with the signature of the rendition's path. */
    private String inPath(RenditionFile file) {
        String path = paths.apply(request.path(), file.name());
        String signature = Signature.queryOf(request).orElseGet(() -> {
            String signed = parts.holdings().signer().signed(request.path(), terms.text());
            return signed.substring(request.path().length()).replaceFirst("^\\?", "");
        });
        return signature.isEmpty() ? path : path + "?" + signature;
    }

    /** The rendition's own path with the file's name in the query. */
    private String inQuery(RenditionFile file) {
        String target = request.path() + "?file=" + file.name();
        return Signature.queryOf(request)
                .map(signature -> target + "&" + signature)
                .orElseGet(() -> parts.holdings().signer().signed(target, terms.text()));
    }

    private String link(String name) {
        return links.computeIfAbsent(
                name,
                n -> link(rendition
                                .file(n)
                                .orElseThrow(() -> new StoreException(
                                        false,
                                        "a file of " + rendition.manifest().key() + " refers to the file '" + n
                                                + "', which its manifest does not list",
                                        new IllegalStateException("no such file in the manifest"))))
                        .toString());
    }
}
