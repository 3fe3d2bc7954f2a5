namespace Heat.Server.CloudFormation;

/// <summary>A fault as the clients of the CloudFormation API know it.</summary>
/// <param name="Type"><c>Sender</c> or <c>Server</c>: whose fault it is.</param>
internal sealed record CfnFault(int Status, string Type, string Code, string Explanation)
{
    public static CfnFault IncompleteSignature { get; } = Sender(400, "IncompleteSignature", "The request signature does not conform to AWS standards");

    public static CfnFault MissingAuthenticationToken { get; } = Sender(403, "MissingAuthenticationToken", "Does not contain a valid AWS Access Key or certificate");

    public static CfnFault InvalidClientTokenId { get; } = Sender(403, "InvalidClientTokenId", "The certificate or AWS Key ID provided does not exist");

    public static CfnFault SignatureDoesNotMatch { get; } =
        Sender(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided");

    public static CfnFault AccessDenied { get; } = Sender(403, "AccessDenied", "User is not authorized to perform action");

    public static CfnFault InvalidAction { get; } = Sender(400, "InvalidAction", "The action or operation requested is invalid");

    public static CfnFault Busy { get; } = Sender(400, "InvalidAction", "Cannot perform action on stack while other actions are in progress");

    public static CfnFault InvalidParameterValue { get; } = Sender(400, "InvalidParameterValue", "A bad or out-of-range value was supplied");

    public static CfnFault AlreadyExists { get; } = Sender(400, "AlreadyExists", "Resource with the name requested already exists");

    public static CfnFault RequestLimitExceeded { get; } = Sender(400, "RequestLimitExceeded", "Payload exceeds maximum allowed size");

    public static CfnFault Throttling { get; } = Sender(429, "Throttling", "Rate exceeded");

    public static CfnFault ServiceUnavailable { get; } = new(503, "Server", "ServiceUnavailable", "Service is currently unavailable. Please try again later");

    public static CfnFault InternalFailure { get; } = new(500, "Server", "InternalFailure", "The request processing has failed due to an internal error");

    /// <summary>What more is to be told than the code's own words.</summary>
    public string? Detail { get; init; }

    public string Message => Detail is null ? Explanation : $"{Explanation}:{Detail}";

    /// <summary>The fault that stands for a failure of this kind.</summary>
    public static CfnFault Of(string kind, string message) => kind switch
    {
        "Forbidden" or "NotAuthorized" => AccessDenied with { Detail = message },
        "StackExists" => AlreadyExists with { Detail = message },
        "ActionInProgress" => Busy with { Detail = message },
        "RequestLimitExceeded" => RequestLimitExceeded with { Detail = message },
        "AttributeError" or "ValueError" or "InvalidTenant" or "EntityNotFound" or "ResourceActionNotSupported" or "ResourceNotFound" or "ResourceNotAvailable" or "StackValidationFailed"
            or "InvalidSchemaError" or "InvalidTemplateReference" or "InvalidTemplateVersion" or "InvalidTemplateSection" or "UnknownUserParameter" or "UserParameterMissing"
            or "MissingCredentialError" or "ResourcePropertyConflict" or "PropertyUnspecifiedError" or "NotSupported" or "InvalidBreakPointHook" or "PhysicalResourceIDAmbiguity" =>
            InvalidParameterValue with { Detail = message },
        _ => InternalFailure,
    };

    private static CfnFault Sender(int status, string code, string explanation) => new(status, "Sender", code, explanation);
}
