#pragma once
// Declarations only: the library is opened at run time by `IntelligentStorageLibrary`.
#include <isa-l/igzip_lib.h>
#include <isa-l/crc.h>
