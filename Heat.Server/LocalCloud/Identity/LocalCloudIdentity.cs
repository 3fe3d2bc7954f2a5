namespace Heat.Server.LocalCloud.Identity;

/// <summary>What the host needs to act as Heat's service user in its own cloud.</summary>
internal sealed class LocalCloudIdentity(IdentityTables tables)
{
    public const string ServicePasswordId = "heat";
    public const string DomainAdminPasswordId = "heat_domain_admin";

    /// <summary>The password of the user heat in the project service.</summary>
    public string ServicePassword => tables.Secrets.Find(ServicePasswordId)!.Value;

    /// <summary>The password of the user heat_domain_admin in the domain heat.</summary>
    public string DomainAdminPassword => tables.Secrets.Find(DomainAdminPasswordId)!.Value;
}
