using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AlmCompliance.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SignedFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "EvidenceReceivedAt",
                table: "Hosts",
                type: "INTEGER",
                nullable: true);

            // SQLite cannot make a column nullable. EF would copy the tables with foreign keys switched off, which no
            // transaction holds, and a kill between its steps would leave half of them. Nothing refers to these two tables,
            // so they are copied here by plain statements inside the migration's own transaction.
            migrationBuilder.Sql("""
                CREATE TABLE "AgentKeys_copy" (
                    "Id" TEXT NOT NULL CONSTRAINT "PK_AgentKeys" PRIMARY KEY,
                    "HostId" TEXT NOT NULL,
                    "KeyHash" BLOB NULL,
                    "PublicKey" TEXT NULL,
                    "Fingerprint" BLOB NULL,
                    "FileSequence" INTEGER NOT NULL,
                    "CreatedAt" INTEGER NOT NULL,
                    "RevokedAt" INTEGER NULL,
                    CONSTRAINT "FK_AgentKeys_Hosts_HostId" FOREIGN KEY ("HostId") REFERENCES "Hosts" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "AgentKeys_copy" ("Id", "HostId", "KeyHash", "PublicKey", "Fingerprint", "FileSequence", "CreatedAt", "RevokedAt")
                    SELECT "Id", "HostId", "KeyHash", "PublicKey", NULL, 0, "CreatedAt", "RevokedAt" FROM "AgentKeys";
                DROP TABLE "AgentKeys";
                ALTER TABLE "AgentKeys_copy" RENAME TO "AgentKeys";
                CREATE INDEX "IX_AgentKeys_HostId" ON "AgentKeys" ("HostId");
                CREATE UNIQUE INDEX "IX_AgentKeys_KeyHash" ON "AgentKeys" ("KeyHash");
                CREATE INDEX "IX_AgentKeys_Fingerprint" ON "AgentKeys" ("Fingerprint");

                CREATE TABLE "PendingEnrollments_copy" (
                    "Id" TEXT NOT NULL CONSTRAINT "PK_PendingEnrollments" PRIMARY KEY,
                    "TokenId" TEXT NULL,
                    "AskedBy" TEXT NULL,
                    "MachineId" TEXT NOT NULL,
                    "HostName" TEXT NOT NULL,
                    "RequestSecretHash" BLOB NULL,
                    "PublicKey" TEXT NULL,
                    "PeerAddress" TEXT NULL,
                    "RequestedAt" INTEGER NOT NULL,
                    "ExistingHostId" TEXT NULL,
                    "ZoneId" TEXT NULL,
                    "Decision" INTEGER NOT NULL,
                    "DecidedAt" INTEGER NULL,
                    "DecidedBy" TEXT NULL,
                    "AnsweredAt" INTEGER NULL,
                    CONSTRAINT "FK_PendingEnrollments_EnrollmentTokens_TokenId" FOREIGN KEY ("TokenId") REFERENCES "EnrollmentTokens" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "PendingEnrollments_copy" ("Id", "TokenId", "AskedBy", "MachineId", "HostName", "RequestSecretHash", "PublicKey", "PeerAddress", "RequestedAt", "ExistingHostId", "ZoneId", "Decision", "DecidedAt", "DecidedBy", "AnsweredAt")
                    SELECT "Id", "TokenId", NULL, "MachineId", "HostName", "RequestSecretHash", "PublicKey", "PeerAddress", "RequestedAt", "ExistingHostId", "ZoneId", "Decision", "DecidedAt", "DecidedBy", "AnsweredAt" FROM "PendingEnrollments";
                DROP TABLE "PendingEnrollments";
                ALTER TABLE "PendingEnrollments_copy" RENAME TO "PendingEnrollments";
                CREATE INDEX "IX_PendingEnrollments_Decision" ON "PendingEnrollments" ("Decision");
                CREATE INDEX "IX_PendingEnrollments_RequestSecretHash" ON "PendingEnrollments" ("RequestSecretHash");
                CREATE INDEX "IX_PendingEnrollments_TokenId" ON "PendingEnrollments" ("TokenId");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""ALTER TABLE "Hosts" DROP COLUMN "EvidenceReceivedAt";""");

            // What came as a file has no place in the tables as they were.
            migrationBuilder.Sql("""
                CREATE TABLE "AgentKeys_copy" (
                    "Id" TEXT NOT NULL CONSTRAINT "PK_AgentKeys" PRIMARY KEY,
                    "HostId" TEXT NOT NULL,
                    "KeyHash" BLOB NOT NULL,
                    "PublicKey" TEXT NULL,
                    "CreatedAt" INTEGER NOT NULL,
                    "RevokedAt" INTEGER NULL,
                    CONSTRAINT "FK_AgentKeys_Hosts_HostId" FOREIGN KEY ("HostId") REFERENCES "Hosts" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "AgentKeys_copy" ("Id", "HostId", "KeyHash", "PublicKey", "CreatedAt", "RevokedAt")
                    SELECT "Id", "HostId", "KeyHash", "PublicKey", "CreatedAt", "RevokedAt" FROM "AgentKeys" WHERE "KeyHash" IS NOT NULL;
                DROP TABLE "AgentKeys";
                ALTER TABLE "AgentKeys_copy" RENAME TO "AgentKeys";
                CREATE INDEX "IX_AgentKeys_HostId" ON "AgentKeys" ("HostId");
                CREATE UNIQUE INDEX "IX_AgentKeys_KeyHash" ON "AgentKeys" ("KeyHash");

                CREATE TABLE "PendingEnrollments_copy" (
                    "Id" TEXT NOT NULL CONSTRAINT "PK_PendingEnrollments" PRIMARY KEY,
                    "TokenId" TEXT NOT NULL,
                    "MachineId" TEXT NOT NULL,
                    "HostName" TEXT NOT NULL,
                    "RequestSecretHash" BLOB NULL,
                    "PublicKey" TEXT NULL,
                    "PeerAddress" TEXT NULL,
                    "RequestedAt" INTEGER NOT NULL,
                    "ExistingHostId" TEXT NULL,
                    "ZoneId" TEXT NULL,
                    "Decision" INTEGER NOT NULL,
                    "DecidedAt" INTEGER NULL,
                    "DecidedBy" TEXT NULL,
                    "AnsweredAt" INTEGER NULL,
                    CONSTRAINT "FK_PendingEnrollments_EnrollmentTokens_TokenId" FOREIGN KEY ("TokenId") REFERENCES "EnrollmentTokens" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "PendingEnrollments_copy" ("Id", "TokenId", "MachineId", "HostName", "RequestSecretHash", "PublicKey", "PeerAddress", "RequestedAt", "ExistingHostId", "ZoneId", "Decision", "DecidedAt", "DecidedBy", "AnsweredAt")
                    SELECT "Id", "TokenId", "MachineId", "HostName", "RequestSecretHash", "PublicKey", "PeerAddress", "RequestedAt", "ExistingHostId", "ZoneId", "Decision", "DecidedAt", "DecidedBy", "AnsweredAt" FROM "PendingEnrollments" WHERE "TokenId" IS NOT NULL;
                DROP TABLE "PendingEnrollments";
                ALTER TABLE "PendingEnrollments_copy" RENAME TO "PendingEnrollments";
                CREATE INDEX "IX_PendingEnrollments_Decision" ON "PendingEnrollments" ("Decision");
                CREATE INDEX "IX_PendingEnrollments_RequestSecretHash" ON "PendingEnrollments" ("RequestSecretHash");
                CREATE INDEX "IX_PendingEnrollments_TokenId" ON "PendingEnrollments" ("TokenId");
                """);
        }
    }
}
