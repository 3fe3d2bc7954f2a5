using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Aws.Iam;

/// <summary>AWS::IAM::User — an in-instance user of the stack. API: Identity v3, /users.</summary>
public sealed class User : StackUserResource, IStackUserType
{
    private const string Policies = "Policies";

    public override ResourceSchema Schema { get; } = new("AWS::IAM::User")
    {
        Description = "An in-instance user of the stack.",
        Properties =
        [
            Property.List("Groups", "Has no effect."),
            Property.Map("LoginProfile", "How the user logs in.", Property.Text("Password", "The password; one is made up when it is left out.")),
            Property.Text("Path", "Has no effect."),
            Property.List(Policies, "The access policies of the stack that say what the user may look at."),
        ],
    };

    public override Value Reference(ResourceContext resource) => resource.PhysicalName;

    public IEnumerable<string> AccessPolicies(MapValue properties) => properties.Get(Policies).Texts();

    /// <summary>Policies are named; what isn't a name is left alone, as it always was.</summary>
    public override IEnumerable<string> ValidateInStack(string name, MapValue properties, Func<string, bool> isResource) =>
        properties.Get(Policies).Texts().All(isResource) ? [] : [$"The Referenced Attribute ({name} {Policies}) is incorrect."];

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.Properties.Get("LoginProfile").AsMap()?.Text("Password") is { Length: > 0 } password
            ? await UserAsync(resource, password, cancellation)
            : await UserAsync(resource, cancellation);
}
