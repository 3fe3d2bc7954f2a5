using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Aws.CloudFormation;

/// <summary>AWS::CloudFormation::WaitConditionHandle — refers to the signed address to which signals for an AWS::CloudFormation::WaitCondition are sent.</summary>
public class AwsWaitConditionHandle : SignalHandle
{
    public override ResourceSchema Schema { get; } = new("AWS::CloudFormation::WaitConditionHandle")
    {
        Description = "Receives signals at a signed address, for a wait condition to count.",
        Support = SupportStatus.Since("2014.1"),
    };

    internal override SignalParts Parts { get; } = new("UniqueId", "Data", "Reason", "Status");

    public override Value Reference(ResourceContext resource) => resource.Data.GetValueOrDefault("ec2_signed_url") ?? resource.Name;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var user = await base.CreateAsync(resource, cancellation);
        await KeptSignedAddressAsync(resource, WaitConditionPath, cancellation);
        return user;
    }
}
