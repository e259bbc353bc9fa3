package dev.renditions.http.message;

/** A request that ends with a problem. */
public final class ApiException extends RuntimeException {
    private final Problem problem;

    /** Ends a request so. */
    public ApiException(Problem problem) {
        super(problem.status() + " " + problem.detail());
        this.problem = problem;
    }

    /** What is told to the caller. */
    public Problem problem() {
        return problem;
    }
}
