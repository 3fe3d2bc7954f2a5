using System.ComponentModel.DataAnnotations;

namespace Heat.Resources.Clients;

/// <summary>The section <c>Heat:Keystone</c>: the cloud's identity service and this program's own user there.</summary>
public sealed class IdentityOptions : IServiceIdentity
{
    public const string Section = "Heat:Keystone";

    [Required(ErrorMessage = "Heat:Keystone:AuthUrl is missing: the address of the identity service, such as http://controller:5000/v3.")]
    public Uri AuthUrl { get; set; } = null!;

    [Required(AllowEmptyStrings = false, ErrorMessage = "Heat:Keystone:Username is missing: the name of this program's own user.")]
    public string Username { get; set; } = "heat";

    [Required(AllowEmptyStrings = false, ErrorMessage = "Heat:Keystone:Password is missing: the password of this program's own user.")]
    public string Password { get; set; } = "";

    public string ProjectName { get; set; } = "service";

    public string UserDomainName { get; set; } = "Default";

    public string ProjectDomainName { get; set; } = "Default";

    public string Region { get; set; } = "RegionOne";

    public string StackDomain { get; set; } = "heat";

    public string StackDomainAdmin { get; set; } = "heat_domain_admin";

    public string StackDomainAdminPassword { get; set; } = "";

    [RegularExpression("public|internal|admin", ErrorMessage = "Heat:Keystone:Interface is public, internal or admin.")]
    public string Interface { get; set; } = "public";
}
