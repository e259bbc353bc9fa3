package dev.renditions.http.routing;

import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ByteRange;
import dev.renditions.http.message.EntityTag;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates conditional requests and ranges (RFC 9110, 13 and 14), in that order, on the complete response of a
 * handler.
 */
final class Preconditions {
    private Preconditions() {}

    /**
     * The response to a GET or HEAD: 304 if the client already has it, a part of a file, or the whole response with its
     * text produced.
     */
    static ApiResponse apply(ApiRequest request, ApiResponse whole) {
        Optional<EntityTag> tag =
                Optional.ofNullable(whole.headers().get("ETag")).map(EntityTag::new);
        if (tag.filter(known ->
                        request.header("If-None-Match").filter(known::isIn).isPresent())
                .isPresent()) {
            return notModified(whole);
        }
        if (whole.body() instanceof ApiResponse.FilePart file) {
            return request.header("Range")
                    .filter(range -> mayBeInPart(request, tag))
                    .map(range -> part(whole, file, ByteRange.parse(range, file.length())))
                    .orElse(whole);
        }
        return whole.written();
    }

    private static ApiResponse notModified(ApiResponse whole) {
        Map<String, String> headers = new LinkedHashMap<>(whole.headers());
        headers.remove("Content-Type");
        return new ApiResponse(304, headers, new ApiResponse.Nothing());
    }

    /** A range is served only if the client's other parts are of the same file (RFC 9110, 13.1.5). */
    private static boolean mayBeInPart(ApiRequest request, Optional<EntityTag> tag) {
        return request.method().equals(RequestMethod.GET.name())
                && request.header("If-Range")
                        .map(known -> tag.filter(t -> t.tag().equals(known)).isPresent())
                        .orElse(true);
    }

    private static ApiResponse part(ApiResponse whole, ApiResponse.FilePart file, ByteRange range) {
        if (range instanceof ByteRange.Whole) {
            return whole;
        }
        if (range instanceof ByteRange.Part part) {
            return new ApiResponse(
                            206,
                            whole.headers(),
                            new ApiResponse.FilePart(file.file(), file.offset() + part.first(), part.length()))
                    .with("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + file.length());
        }
        ApiResponse refused = ProblemMapper.answer(Problem.of(
                        416, "the file has " + file.length() + " bytes; the requested range is outside of it"))
                .with("Content-Range", "bytes */" + file.length());
        return Optional.ofNullable(whole.headers().get("ETag"))
                .map(tag -> refused.with("ETag", tag))
                .orElse(refused);
    }
}
