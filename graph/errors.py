"""What goes wrong between a program and its user: one base of errors, and the causes of the system in Chinese."""

from __future__ import annotations

import errno

_CAUSES = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "名称太长",
}


class GraphError(Exception):
    """Something that the user can put right; the message is for them, in Chinese, and says how."""


def cause(error: OSError) -> str:
    """Why the system refused, in Chinese.

    >>> cause(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    '文件或文件夹不存在'
    """
    return _CAUSES.get(error.errno or 0, error.strerror or str(error))
