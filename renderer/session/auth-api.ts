import type { Result } from '@shared/kernel/result.ts'
import {
  refreshResponseSchema,
  type SignInRequest,
  type SignInResponse,
  signInResponseSchema,
} from '@shared/protocol/auth.ts'
import { z } from 'zod'
import type { HttpClient, HttpFailure } from '../sync/http-client.ts'

/** The server's questions about who somebody is. */
export interface AuthApi {
  signIn(request: SignInRequest): Promise<Result<SignInResponse, HttpFailure>>
  refresh(refreshToken: string, deviceId: string): Promise<Result<SignInResponse, HttpFailure>>
  signOut(accessToken: string, refreshToken: string, deviceId: string): Promise<void>
}

/** Checking a password takes the server a moment on purpose. */
const SIGN_IN_TIMEOUT_MS = 20_000

export const createAuthApi = (client: HttpClient): AuthApi => ({
  signIn: (body) =>
    client.send({
      method: 'POST',
      path: '/auth/sign-in',
      body,
      schema: signInResponseSchema,
      timeoutMs: SIGN_IN_TIMEOUT_MS,
    }),
  refresh: (refreshToken, deviceId) =>
    client.send({
      method: 'POST',
      path: '/auth/refresh',
      body: { refreshToken, deviceId },
      schema: refreshResponseSchema,
      timeoutMs: SIGN_IN_TIMEOUT_MS,
    }),
  async signOut(accessToken, refreshToken, deviceId) {
    await client.send({
      method: 'POST',
      path: '/auth/sign-out',
      body: { refreshToken, deviceId },
      schema: z.unknown(),
      accessToken,
      timeoutMs: 5_000,
    })
  },
})
