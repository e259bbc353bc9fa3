package dev.renditions.http.message;

/** A request that fails with a problem document. */
public final class ApiException extends RuntimeException {
    private final Problem problem;

    public ApiException(Problem problem) {
        super(problem.status() + " " + problem.detail());
        this.problem = problem;
    }

    /** The problem that is sent to the client. */
    public Problem problem() {
        return problem;
    }
}
