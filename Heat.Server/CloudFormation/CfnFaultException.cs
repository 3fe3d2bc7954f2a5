namespace Heat.Server.CloudFormation;

/// <summary>A request to the CloudFormation API is refused.</summary>
internal sealed class CfnFaultException(CfnFault fault) : Exception(fault.Message)
{
    public CfnFault Fault { get; } = fault;
}
