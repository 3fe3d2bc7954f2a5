using Heat.Core.Resources;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::InternetGateway — stands for the outer network; there is nothing to make.</summary>
public sealed class InternetGateway : ResourceType
{
    public override ResourceSchema Schema { get; } = new("AWS::EC2::InternetGateway")
    {
        Description = "Stands for the outer network.",
        Properties = [AwsTags.WithoutEffect],
    };

    public override bool LeavesNoTrace => true;

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult<string?>(resource.PhysicalName);
}
