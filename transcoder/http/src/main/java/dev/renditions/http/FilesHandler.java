package dev.renditions.http;

import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.files.FolderTree;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ByteRange;
import dev.renditions.http.message.EntityTag;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a store that is a folder, whole or in part. Only what a rendition names as its own is answered, under the very
 * path it was published at: nothing else in the folder can be reached, whatever a path says.
 */
final class FilesHandler implements ApiRoute.Handler {
    private final ApiContext parts;

    FilesHandler(ApiContext parts) {
        this.parts = parts;
    }

    @Override
    public ApiResponse answer(ApiRequest request, Map<String, String> path) {
        parts.gate().admit(request);
        Path root = parts.holdings().files().orElseThrow(FilesHandler::absent);
        String name = path.getOrDefault("path", "");
        RenditionKey key = RenditionLayout.keyOfFile(name).orElseThrow(FilesHandler::absent);
        StoredRendition rendition = parts.holdings().store().find(key).orElseThrow(FilesHandler::absent);
        RenditionFile file = rendition.manifest().files().stream()
                .filter(f -> RenditionLayout.file(rendition.manifest(), f).equals(name))
                .findFirst()
                .orElseThrow(FilesHandler::absent);
        return new FileAnswer(request, file, whole(new FolderTree(root), name, file)).get();
    }

    /** The length of an answer is told before it is sent. */
    private static Path whole(FolderTree files, String name, RenditionFile expected) {
        Path file = files.root().resolve(name);
        try {
            return files.attributes(name)
                    .filter(attributes -> attributes.isRegularFile() && attributes.size() == expected.bytes())
                    .map(attributes -> file)
                    .orElseThrow(FilesHandler::absent);
        } catch (IOException e) {
            throw new StoreException(true, "the file " + file + " can't be looked at: " + e.getMessage(), e);
        }
    }

    private static ApiException absent() {
        return new ApiException(Problem.of(404, "no rendition has that file"));
    }

    /**
     * One file as it is asked for.
     *
     * @param request what was asked
     * @param file what its rendition says of it
     * @param path where it lies
     */
    private record FileAnswer(ApiRequest request, RenditionFile file, Path path) {
        ApiResponse get() {
            // Its name says which bytes it has, for good.
            EntityTag validator = new EntityTag('"' + file.sha256().hex() + '"');
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", file.mediaType());
            headers.put("Accept-Ranges", "bytes");
            headers.put("Cache-Control", "private, max-age=31536000, immutable");
            // What somebody uploaded is never a page of ours.
            headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
            ApiResponse whole = new ApiResponse(200, headers, new ApiResponse.FilePart(path, 0, file.bytes()));
            if (validator.matches(request)) {
                return validator.answer(request, whole);
            }
            Optional<String> range = request.header("Range").filter(text -> mayBeInPart(validator));
            ApiResponse answer = range.map(text -> ByteRange.parse(text, file.bytes()))
                    .map(asked -> part(whole, asked))
                    .orElse(whole);
            return answer.with("ETag", validator.tag());
        }

        /** Whoever has an older part of something else must not join the two (RFC 9110, 13.1.5). */
        private boolean mayBeInPart(EntityTag validator) {
            return request.method().equals("GET")
                    && request.header("If-Range").map(validator.tag()::equals).orElse(true);
        }

        private ApiResponse part(ApiResponse whole, ByteRange asked) {
            if (asked instanceof ByteRange.Whole) {
                return whole;
            }
            if (asked instanceof ByteRange.Part part) {
                return new ApiResponse(
                                206, whole.headers(), new ApiResponse.FilePart(path, part.first(), part.length()))
                        .with("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + file.bytes());
            }
            return ProblemMapper.answer(
                            Problem.of(416, "the file has " + file.bytes() + " bytes; none of them was asked for"))
                    .with("Content-Range", "bytes */" + file.bytes());
        }
    }
}
