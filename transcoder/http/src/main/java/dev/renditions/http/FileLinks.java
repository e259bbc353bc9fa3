package dev.renditions.http;

import dev.renditions.api.link.LinkProvider;
import dev.renditions.api.link.LinkTerms;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.index.RenditionKey;
import java.net.URI;

/**
 * Links to the files of a store on a file system, which this API serves under {@link #PATH}. Relative to the server
 * that received the request.
 */
public final class FileLinks implements LinkProvider {
    /** The path prefix; a file's path within the store follows. */
    public static final String PATH = "/v1/files/";

    private final String root;
    private final LinkSigner signer;

    /**
     * Links to the files of a folder.
     *
     * @param root the folder's URI as in the store's locations: {@code file:///...}, with a slash at its end
     * @param signer signs each link
     */
    public FileLinks(URI root, LinkSigner signer) {
        this.root = root.toString();
        this.signer = signer;
    }

    /**
     * A link to one file.
     *
     * @throws IllegalArgumentException if the file is not in the folder
     */
    @Override
    public URI to(RenditionKey key, URI file, LinkTerms terms) {
        String uri = file.toString();
        if (!uri.startsWith(root)) {
            throw new IllegalArgumentException("not a file of " + root + ": " + uri);
        }
        return URI.create(signer.signed(PATH + uri.substring(root.length()), terms));
    }
}
