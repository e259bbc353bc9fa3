package dev.renditions.http;

import dev.renditions.api.LinkProvider;
import dev.renditions.api.LinkTerms;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.index.RenditionKey;
import java.net.URI;

/**
 * Links to the files of a store that is a folder, which this API answers itself under {@link #PATH}. Relative to the server
 * that was asked.
 */
public final class FileLinks implements LinkProvider {
    /** Where the files are; their paths within the store follow. */
    public static final String PATH = "/v1/files/";

    private final String root;
    private final LinkSigner signer;

    /**
     * Links into a folder.
     *
     * @param root the folder's URI as the store's locations have it: {@code file:///...}, with a slash at its end
     * @param signer puts its signature to each link
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
