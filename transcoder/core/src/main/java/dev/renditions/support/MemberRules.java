package dev.renditions.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jackson what {@link Omissible} and {@link Derived} mean; every other member is required. They are not combinations
 * of Jackson's own annotations, because that makes a start of the command line 1 % slower.
 */
final class MemberRules extends JacksonAnnotationIntrospector {
    /** Neither the value nor an element of it may be null. */
    static final JsonSetter.Value REQUIRED = JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL);

    private static final JsonSetter.Value EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL);
    private static final JsonInclude.Value UNLESS_EMPTY =
            JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.USE_DEFAULTS);
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
        return !mayBeAbsent(member);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        return mayBeAbsent(member) ? EMPTY : super.findSetterInfo(member);
    }

    @Override
    public JsonInclude.Value findPropertyInclusion(Annotated member) {
        return _hasAnnotation(member, Omissible.class) ? UNLESS_EMPTY : super.findPropertyInclusion(member);
    }

    @Override
    public JsonProperty.@Nullable Access findPropertyAccess(Annotated member) {
        return _hasAnnotation(member, Derived.class) ? JsonProperty.Access.READ_ONLY : super.findPropertyAccess(member);
    }

    private boolean mayBeAbsent(Annotated member) {
        return _hasAnnotation(member, Omissible.class) || _hasAnnotation(member, Derived.class);
    }
}
