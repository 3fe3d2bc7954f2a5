using Heat.Core.Stacks;
using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <summary>How operations ask earlier ones of the same stack to give way.</summary>
internal static class StopRequests
{
    /// <summary>An update builds on what is under way; what goes back or takes all away doesn't wait for it.</summary>
    public static StopRequest Of(OperationRecord newer) => newer.Action is StackAction.Update or StackAction.Cancel ? StopRequest.AfterRunningSteps : StopRequest.AtOnce;
}
