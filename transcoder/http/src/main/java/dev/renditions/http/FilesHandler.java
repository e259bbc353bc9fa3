package dev.renditions.http;

import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.files.FolderTree;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import dev.renditions.http.routing.SecurityHeaders;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Serves the files of a store on a file system, whole or in part. Only files that a rendition's manifest lists are
 * served, under the path that they were published at. Nothing else in the folder can be reached, whatever the path.
 */
final class FilesHandler implements RouteHandler {
    private final ApiContext parts;

    FilesHandler(ApiContext parts) {
        this.parts = parts;
    }

    @Override
    public ApiResponse answer(RoutedRequest request) {
        Path root = parts.holdings().files().orElseThrow(FilesHandler::absent);
        String name = request.part("path");
        RenditionKey key = RenditionLayout.keyOfFile(name).orElseThrow(FilesHandler::absent);
        StoredRendition rendition = parts.holdings().store().find(key).orElseThrow(FilesHandler::absent);
        RenditionFile file = rendition.manifest().files().stream()
                .filter(f -> RenditionLayout.file(rendition.manifest(), f).equals(name))
                .findFirst()
                .orElseThrow(FilesHandler::absent);
        return answer(file, whole(new FolderTree(root), name, file));
    }

    private static ApiResponse answer(RenditionFile file, Path path) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", file.mediaType());
        headers.put("Accept-Ranges", "bytes");
        headers.put("Cache-Control", "private, max-age=31536000, immutable");
        headers.put("Content-Security-Policy", SecurityHeaders.POLICY_OF_FILES);
        // The file's content never changes, so its hash is its entity tag.
        headers.put("ETag", '"' + file.sha256().hex() + '"');
        return new ApiResponse(200, headers, new ApiResponse.FilePart(path, 0, file.bytes()));
    }

    /** Checks the file's size first, since the response's length is sent before its bytes. */
    private static Path whole(FolderTree files, String name, RenditionFile expected) {
        Path file = files.root().resolve(name);
        try {
            return files.attributes(name)
                    .filter(attributes -> attributes.isRegularFile() && attributes.size() == expected.bytes())
                    .map(attributes -> file)
                    .orElseThrow(FilesHandler::absent);
        } catch (IOException e) {
            throw new StoreException(true, "the file " + file + " can't be inspected: " + e.getMessage(), e);
        }
    }

    private static ApiException absent() {
        return new ApiException(Problem.of(404, "no rendition has a file with this path"));
    }
}
