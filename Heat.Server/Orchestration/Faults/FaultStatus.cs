namespace Heat.Server.Orchestration.Faults;

/// <summary>Which status answers which class of fault. Source: API reference, "Faults".</summary>
internal static class FaultStatus
{
    private static readonly HashSet<string> s_badRequests =
    [
        "AttributeError", "ValueError", "TypeError", "KeyError", "ResourceActionNotSupported", "PhysicalResourceNameAmbiguity", "PhysicalResourceIDAmbiguity", "StackValidationFailed",
        "InvalidSchemaError", "InvalidTemplateReference", "InvalidTemplateVersion", "InvalidTemplateSection", "InvalidTemplateAttribute", "UnknownUserParameter", "UserParameterMissing", "NotSupported",
        "MissingCredentialError", "RequestLimitExceeded", "DownloadLimitExceeded", "Invalid", "ResourcePropertyConflict", "PropertyUnspecifiedError", "ResourceTypeUnavailable",
        "InvalidBreakPointHook", "InvalidExternalResourceDependency", "ImmutableParameterModified", "CircularDependencyException", "InvalidConditionReference", "InvalidConditionDefinition",
        "InvalidConditionFunction", "InvalidConditionDependency", "ClientNotAvailable",
    ];

    public static int Of(string kind) => kind switch
    {
        "Forbidden" or "InvalidTenant" => StatusCodes.Status403Forbidden,
        "EntityNotFound" or "NotFound" or "ResourceNotFound" or "ResourceNotAvailable" => StatusCodes.Status404NotFound,
        "ActionInProgress" or "StackExists" => StatusCodes.Status409Conflict,
        _ when s_badRequests.Contains(kind) => StatusCodes.Status400BadRequest,
        _ when kind.StartsWith("HTTP", StringComparison.Ordinal) => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
