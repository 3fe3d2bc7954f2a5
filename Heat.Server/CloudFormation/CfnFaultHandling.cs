using System.Text.Json;
using Heat.Core.Resources;
using Heat.Core.Stacks.Failures;
using Heat.Server.Hosting;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.CloudFormation;

/// <summary>Turns whatever stops a request into the fault that clients of the CloudFormation API know.</summary>
internal sealed class CfnFaultHandling(RequestDelegate next, ILogger<CfnFaultHandling> logger) : FaultBoundary(next, logger)
{
    protected override Task AnswerAsync(HttpContext http, Exception failure) => CfnAnswers.WriteAsync(http, FaultOf(http, failure));

    private CfnFault FaultOf(HttpContext http, Exception failure)
    {
        switch (failure)
        {
            case CfnFaultException refused:
                return refused.Fault;
            case OverloadException overload:
                return (overload.Status == StatusCodes.Status429TooManyRequests ? CfnFault.Throttling : CfnFault.ServiceUnavailable) with { Detail = overload.Message };
            case RequestException request:
                return CfnFault.Of(request.Kind, request.Message);
            case ApiException or JsonException:
                return CfnFault.InvalidParameterValue with { Detail = failure.Message };
            case BadHttpRequestException bad:
                return CfnFault.RequestLimitExceeded with { Detail = bad.Message };
            case ResourceException:
                // What a resource makes of a signal is told without saying what went wrong.
                return CfnFault.InternalFailure;
            default:
                LogUnforeseen(http, failure);
                return CfnFault.InternalFailure;
        }
    }
}
