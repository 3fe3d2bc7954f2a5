using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>What domains, projects, users and their like have in common. Keystone keeps attributes that it doesn't know.</summary>
internal abstract record IdentityEntity : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    [JsonExtensionData]
    public JsonObject? Extra { get; init; }
}

internal sealed record Domain : IdentityEntity
{
    public bool Enabled { get; init; } = true;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public JsonObject Options { get; init; } = [];
}

internal sealed record Project : IdentityEntity
{
    public string DomainId { get; init; } = "default";

    public string? ParentId { get; init; }

    public bool IsDomain { get; init; }

    public bool Enabled { get; init; } = true;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public JsonObject Options { get; init; } = [];
}

internal sealed record User : IdentityEntity
{
    public string DomainId { get; init; } = "default";

    public bool Enabled { get; init; } = true;

    public string? DefaultProjectId { get; init; }

    public string? PasswordHash { get; init; }

    /// <summary>Tokens issued before are void, as after a change of the password.</summary>
    public DateTimeOffset? TokensValidSince { get; init; }

    public JsonObject Options { get; init; } = [];
}

internal sealed record Group : IdentityEntity
{
    public string DomainId { get; init; } = "default";

    public IReadOnlyList<string> Members { get; init; } = [];
}

internal sealed record Role : IdentityEntity
{
    public string? DomainId { get; init; }

    public JsonObject Options { get; init; } = [];
}

internal sealed record Region : IdentityEntity
{
    public string? ParentRegionId { get; init; }
}

internal sealed record CatalogService : IdentityEntity
{
    public string Type { get; init; } = "";

    public bool Enabled { get; init; } = true;
}

internal sealed record Endpoint : IdentityEntity
{
    public string ServiceId { get; init; } = "";

    public string Interface { get; init; } = "public";

    public string? RegionId { get; init; }

    /// <summary>May hold placeholders: $(project_id)s as in Keystone, and ours for this process's own addresses.</summary>
    public string Url { get; init; } = "";

    public bool Enabled { get; init; } = true;
}

internal sealed record Credential : IdentityEntity
{
    public string Type { get; init; } = "";

    public string UserId { get; init; } = "";

    public string? ProjectId { get; init; }

    public string Blob { get; init; } = "";
}

internal sealed record ApplicationCredential : IdentityEntity
{
    public required string UserId { get; init; }

    public required string ProjectId { get; init; }

    public required string SecretHash { get; init; }

    public IReadOnlyList<string> RoleIds { get; init; } = [];

    public bool Unrestricted { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A role that a user or a group has on a project, a domain or the system.</summary>
internal sealed record RoleAssignment : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string ActorKind { get; init; }

    public required string ActorId { get; init; }

    public required string TargetKind { get; init; }

    public required string TargetId { get; init; }

    public required string RoleId { get; init; }

    public static string IdOf(string actorKind, string actorId, string targetKind, string targetId, string roleId) =>
        $"{actorKind}/{actorId}/{targetKind}/{targetId}/{roleId}";
}

/// <summary>A user's permission for another to act for them in one project with some of their roles.</summary>
internal sealed record Trust : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string TrustorUserId { get; init; }

    public required string TrusteeUserId { get; init; }

    public string? ProjectId { get; init; }

    public bool Impersonation { get; init; }

    public IReadOnlyList<string> RoleIds { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    public int? RemainingUses { get; init; }

    public bool AllowRedelegation { get; init; }
}

/// <summary>An issued token. Its roles are not in it: they are looked up when it is used, so that what is revoked is revoked.</summary>
internal sealed record Token : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required string UserId { get; init; }

    public string? ProjectId { get; init; }

    public string? DomainId { get; init; }

    public bool System { get; init; }

    public string? TrustId { get; init; }

    public string? ApplicationCredentialId { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    public required IReadOnlyList<string> AuditIds { get; init; }
}

/// <summary>A secret of the cloud itself, such as the password of a service user.</summary>
internal sealed record CloudSecret : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Value { get; init; }
}
