// SPDX-License-Identifier: Apache-2.0
#include "core/worker/translate_errors.h"

#include <c10/util/Exception.h>

#include <new>
#include <string>

namespace core::worker {

namespace {

constexpr const char* memoryHint = "Allow less memory, use a smaller model or shorter rows, or close other programs.";

/// What LibTorch's CPU allocator says has no type of its own.
bool speaksOfMemory(const std::string& message)
{
    return message.find("not enough memory") != std::string::npos
        || message.find("can't allocate memory") != std::string::npos;
}

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

} // namespace

Error asError(const std::exception_ptr& failure)
{
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return { ErrorKind::OutOfMemory, "The machine has not enough free memory for this.", memoryHint };
    } catch (const c10::OutOfMemoryError& error) {
        return { ErrorKind::OutOfMemory, "The device has not enough free memory for this (" + firstLine(error.msg()) + ").",
            memoryHint };
    } catch (const c10::Error& error) {
        if (speaksOfMemory(error.msg()))
            return { ErrorKind::OutOfMemory, "The machine has not enough free memory for this.", memoryHint };
        return { ErrorKind::Internal, "LibTorch failed: " + firstLine(error.msg()) };
    } catch (const std::exception& error) {
        return { ErrorKind::Internal, std::string("The worker failed: ") + error.what() };
    } catch (...) {
        return { ErrorKind::Internal, "The worker failed for an unknown reason." };
    }
}

} // namespace core::worker
