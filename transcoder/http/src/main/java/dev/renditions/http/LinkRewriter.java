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
 * The files of one rendition as a caller can get at them. A text that names other files of its rendition (a playlist, a
 * manifest, the cues of a storyboard) is answered by the API itself, with links in the place of the names; every other file
 * is linked to where it lies. For one request.
 *
 * <p>Links back to the API carry the signature of the request along: one that was made for them would let the whole path pass, so
 * that whoever has a link could have it renewed for ever.
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
    /** A playlist names its track hundreds of times. */
    private final Map<String, String> links = new HashMap<>();

    /**
     * The files of a rendition.
     *
     * @param request asks for it
     * @param terms those of the links in the answer
     * @param paths of the path that is asked for and the name of a text of a ladder, the path that ends in that name
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

    /** Whether a file is one whose names have to be replaced. */
    static boolean isOne(Profile profile, String mediaType) {
        return mediaType.equals(PLAYLIST)
                || mediaType.equals(MANIFEST)
                || profile.linkingTypes().contains(mediaType);
    }

    /** Such a file with links in it. */
    String text(RenditionFile file) {
        String text = new String(parts.holdings().store().read(rendition, file), StandardCharsets.UTF_8);
        UnaryOperator<String> link = this::link;
        return switch (file.mediaType()) {
            case PLAYLIST -> UriReferences.inPlaylist(text, link);
            case MANIFEST -> UriReferences.inManifest(text, link);
            default -> UriReferences.inCues(text, link);
        };
    }

    /** What leads to a file. */
    URI link(RenditionFile file) {
        if (isOne(profile, file.mediaType())) {
            return URI.create(profile.streamed() ? named(file) : asked(file));
        }
        return parts.holdings().links().to(rendition.manifest().key(), rendition.uri(file), terms.file());
    }

    /** A path that ends in the name of the file, with the signature of the rendition's own path. */
    private String named(RenditionFile file) {
        String path = paths.apply(request.path(), file.name());
        String signature = Signature.queryOf(request).orElseGet(() -> {
            String signed = parts.holdings().signer().signed(request.path(), terms.text());
            return signed.substring(request.path().length()).replaceFirst("^\\?", "");
        });
        return signature.isEmpty() ? path : path + "?" + signature;
    }

    /** The path of the rendition, and the name in the query, where it stands for itself. */
    private String asked(RenditionFile file) {
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
                                        "a text of " + rendition.manifest().key() + " names the file '" + n
                                                + "', which is not there",
                                        new IllegalStateException("no such file in the manifest"))))
                        .toString());
    }
}
